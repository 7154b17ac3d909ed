//go:build wasip1

// Command documents is the documents engine as a WebAssembly module for the host in src/engines.
package main

import (
	"tollgate.dev/engines/documents"
	"tollgate.dev/engines/wire"
)

func init() { wire.Serve(documents.Handle) }

func main() {}

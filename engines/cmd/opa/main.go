//go:build wasip1

// Command opa is the opa engine as a WebAssembly module for the host in src/engines.
package main

import (
	"tollgate.dev/engines/opa"
	"tollgate.dev/engines/wire"
)

func init() { wire.Serve(opa.Handle) }

func main() {}

//go:build wasip1

// Command hcl is the hcl engine as a WebAssembly module for the host in src/engines.
package main

import (
	"tollgate.dev/engines/hcl"
	"tollgate.dev/engines/wire"
)

func init() { wire.Serve(hcl.Handle) }

func main() {}

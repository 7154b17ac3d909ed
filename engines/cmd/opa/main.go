//go:build wasip1

// Command opa is the opa engine as a WebAssembly module for the host in src/engines.
package main

import (
	"runtime/debug"

	"tollgate.dev/engines/opa"
	"tollgate.dev/engines/wire"
)

// The collector takes its share of the one thread that there is: it comes late while memory is far from its end.
const (
	garbagePercent = 400
	softLimit      = 256 << 20 // of the 1 GiB that scripts/build-engines.ts gives, below the mark for a new instance
)

func init() {
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(softLimit)
	wire.Serve(opa.Handle)
}

func main() {}

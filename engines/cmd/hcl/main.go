//go:build wasip1

// Command hcl is the hcl engine as a WebAssembly module for the host in src/engines.
package main

import (
	"runtime/debug"

	"tollgate.dev/engines/hcl"
	"tollgate.dev/engines/wire"
)

// The collector takes its share of the one thread that there is: it comes late while memory is far from its end.
const (
	garbagePercent = 400
	softLimit      = 256 << 20 // of the 512 MiB that scripts/build-engines.ts gives
)

func init() {
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(softLimit)
	wire.Serve(hcl.Handle)
}

func main() {}

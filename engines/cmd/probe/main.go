//go:build wasip1

// Command probe is the engine that the tests of the host misuse. It is not shipped.
package main

import (
	"tollgate.dev/engines/probe"
	"tollgate.dev/engines/wire"
)

func init() { wire.Serve(probe.Handle) }

func main() {}

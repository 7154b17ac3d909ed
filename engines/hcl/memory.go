package hcl

import "runtime"

// Go's collector works beside the program, and WebAssembly has no beside: its workers wait until the program yields,
// which an evaluation never does. Over many roots the heap would grow to its end, so it is collected between them.
const growthBeforeCollection = 64 << 20

// collector frees what earlier roots have left, where that is worth its time.
type collector struct{ live uint64 }

func (c *collector) betweenRoots() {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.HeapAlloc < c.live+growthBeforeCollection {
		return
	}
	runtime.GC()
	runtime.ReadMemStats(&stats)
	c.live = stats.HeapAlloc
}

package hcl

import (
	"runtime"
	"runtime/metrics"
)

// Go's collector works beside the program, and WebAssembly has no beside: its workers wait until the program yields,
// which an evaluation never does. Over many roots the heap would grow to its end, so it is collected between them.
const growthBeforeCollection = 64 << 20

// mostLive is what may be left after a collection before what is remembered is in the way. With the growth before the
// next one it stays below the soft limit, where Go would collect without an end, and below the mark for a new instance.
const mostLive = 96 << 20

// memory is of all calls: what one has left is collected in another.
var memory collector

// collector frees what earlier roots have left, where that is worth its time.
type collector struct {
	live   uint64
	sample [1]metrics.Sample
}

// betweenCalls supposes that what an earlier call held is garbage by now, however much it was.
func (c *collector) betweenCalls() { c.live = min(c.live, mostLive) }

func (c *collector) betweenRoots() {
	if c.heap() < c.live+growthBeforeCollection {
		return
	}
	runtime.GC()
	if c.live = c.heap(); c.live > mostLive {
		for _, shelf := range shelves {
			shelf.forgetUntil(maxRemembered / 8)
		}
	}
}

// heap is what objects take, those included that nobody needs any more. Unlike runtime.ReadMemStats, which stops the
// world, this is cheap enough to ask before each of thousands of roots.
func (c *collector) heap() uint64 {
	c.sample[0].Name = "/memory/classes/heap/objects:bytes"
	metrics.Read(c.sample[:])
	if c.sample[0].Value.Kind() != metrics.KindUint64 {
		return c.live + growthBeforeCollection // a Go that does not know it: collected each time, and right all the same
	}
	return c.sample[0].Value.Uint64()
}

package hcl

import (
	"runtime"
	"strings"
	"testing"
)

// The figure moves with what is allocated, and falls when it is freed: else nothing would ever be collected.
func TestCollector(t *testing.T) {
	var c collector
	runtime.GC() // what earlier tests have left would be freed meanwhile
	before := c.heap()
	kept := strings.Repeat("x", 100<<20)
	if grown := c.heap(); grown < before+(90<<20) {
		t.Errorf("100 MiB more are %d → %d", before, grown)
	}
	runtime.KeepAlive(kept)
	kept = ""
	c.betweenRoots()
	if left := c.heap(); left > before+(50<<20) || c.live == 0 {
		t.Errorf("after a collection %d are left of %d", left, before)
	}
}

func BenchmarkHeap(b *testing.B) {
	var c collector
	for b.Loop() {
		c.heap()
	}
}

package hcl

import (
	"fmt"
	"runtime"
	"runtime/metrics"
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

// A server sees new texts for as long as it lives: what it remembers of them stays small, and it collects seldom.
func TestManyTexts(t *testing.T) {
	const calls, blocks = 60, 1000
	before := forcedCollections()
	for call := range calls {
		var text strings.Builder
		for block := range blocks {
			fmt.Fprintf(&text, "resource \"aws_ebs_volume\" \"v%d\" {\n  size = %d\n  type = \"gp3\"\n}\n", block, call)
		}
		if found := evaluate(t, files{"main.tf": text.String()}); len(found.Declarations) != blocks {
			t.Fatalf("%d resources of %d", len(found.Declarations), blocks)
		}
	}
	if parsedFiles.bytes > maxRemembered {
		t.Errorf("what is remembered takes %d bytes", parsedFiles.bytes)
	}
	if forced := forcedCollections() - before; forced > calls/4 {
		t.Errorf("%d collections in %d calls", forced, calls)
	}
	runtime.GC()
	if left := memory.heap(); left > mostLive {
		t.Errorf("%d bytes are left", left)
	}
}

func forcedCollections() uint64 {
	sample := []metrics.Sample{{Name: "/gc/cycles/forced:gc-cycles"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func TestRemembered(t *testing.T) {
	shelf := remember[string]()
	const text = maxRemembered / memoryOfText / 4
	for _, name := range []string{"a", "b", "c", "d"} {
		shelf.add(name, name, text)
	}
	shelf.find("a")
	shelf.add("e", "e", text)
	for name, want := range map[string]bool{"a": true, "b": false, "c": true, "e": true} {
		if _, ok := shelf.find(name); ok != want {
			t.Errorf("%s is remembered: %t", name, ok)
		}
	}
	shelf.add("huge", "huge", 5*text)
	if _, ok := shelf.find("huge"); !ok || shelf.entries.Len() != 1 {
		t.Errorf("beside what is larger than the shelf %d are left", shelf.entries.Len()-1)
	}
	shelf.add("next", "next", 1)
	if shelf.bytes != memoryOfText {
		t.Errorf("a small text takes %d bytes", shelf.bytes)
	}
}

func BenchmarkHeap(b *testing.B) {
	var c collector
	for b.Loop() {
		c.heap()
	}
}

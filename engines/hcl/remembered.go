package hcl

import "github.com/hashicorp/golang-lru/v2/simplelru"

// memoryOfText is how many bytes of memory a byte of text takes once it is parsed: 14 to 22 in public configurations,
// and some for what is computed of constant blocks. A list of numbers takes 86.
const memoryOfText = 24

// maxRemembered bounds the memory of each of the shelves: two engines beside each other keep this in a server.
const maxRemembered = 32 << 20

const maxEntries = 1 << 20

// remembered keeps what was made of texts between calls, what was asked for last, up to a number of bytes. Names have
// the content in them, so that nothing in it gets stale.
type remembered[V any] struct {
	bytes   int
	entries *simplelru.LRU[string, weighed[V]]
}

type weighed[V any] struct {
	value V
	bytes int
}

// shelves are all that is remembered, to be forgotten where memory gets short.
var shelves []interface{ forgetUntil(bytes int) }

func remember[V any]() *remembered[V] {
	made := &remembered[V]{}
	entries, err := simplelru.NewLRU(maxEntries, func(_ string, gone weighed[V]) { made.bytes -= gone.bytes })
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	made.entries = entries
	shelves = append(shelves, made)
	return made
}

func (r *remembered[V]) find(key string) (V, bool) {
	found, ok := r.entries.Get(key)
	return found.value, ok
}

// add keeps what was made of so many bytes of text; of what is larger than the shelf only the last.
func (r *remembered[V]) add(key string, value V, text int) {
	made := weighed[V]{value, text * memoryOfText}
	r.bytes += made.bytes
	r.entries.Add(key, made)
	r.forgetUntil(maxRemembered)
}

func (r *remembered[V]) forgetUntil(bytes int) {
	for r.bytes > bytes && r.entries.Len() > 1 {
		r.entries.RemoveOldest()
	}
}

//go:build wasip1

// Package wire is the border between an engine and its host: the host writes a request (JSON) into memory
// that it asked for with alloc, and call answers with the place of the response. There is nothing else: no
// files, no arguments, no environment.
package wire

import "unsafe"

var (
	handle   func(request []byte) []byte
	request  []byte
	response []byte
)

// Serve makes handle answer the host's calls. Call it from init: a module built with -buildmode=c-shared
// never runs main.
func Serve(handler func(request []byte) []byte) { handle = handler }

// alloc returns the address of size fresh bytes, valid until the next call of alloc.
//
//go:wasmexport alloc
func alloc(size uint32) uint32 {
	request = make([]byte, max(size, 1))
	return address(request)
}

// call answers the request of the given length that lies where alloc said: the response's address in the
// upper and its length in the lower 32 bits. It stays valid until the next call.
//
//go:wasmexport call
func call(length uint32) uint64 {
	response = handle(request[:length])
	request = nil
	if len(response) == 0 {
		return 0
	}
	return uint64(address(response))<<32 | uint64(len(response))
}

func address(bytes []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes)))) }

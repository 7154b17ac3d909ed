// Package opa compiles policies.
package opa

// Handle answers one request of the host, JSON in and out.
func Handle(request []byte) []byte { return request }

// Package opa answers questions about policies with the Open Policy Agent's own libraries: compile them to
// WebAssembly, check, format and test them, and call one built-in function for a running policy.
//
// Errors in policies are data in the response. A response with an "error" of its own means that the request was
// not understood.
package opa

import (
	"encoding/json"
	"fmt"
)

// operations has one function per "op" of a request: it decodes the request and gives what is to be encoded.
var operations = map[string]func(request []byte) (any, error){
	"builtin": operation(callBuiltin),
	"check":   operation(check),
	"compile": operation(compilePack),
	"explain": operation(explain),
	"format":  operation(formatModules),
	"query":   operation(compileQuery),
	"test":    operation(runTests),
}

// Handle answers one request of the host, JSON in and out.
func Handle(request []byte) []byte {
	response, err := dispatch(request)
	if err != nil {
		response = map[string]string{"error": err.Error()}
	}
	encoded, err := json.Marshal(response)
	if err != nil {
		encoded, _ = json.Marshal(map[string]string{"error": "cannot encode the response: " + err.Error()})
	}
	return encoded
}

func dispatch(request []byte) (any, error) {
	var head struct {
		Op string `json:"op"`
	}
	if err := json.Unmarshal(request, &head); err != nil {
		return nil, fmt.Errorf("cannot decode the request: %w", err)
	}
	run, ok := operations[head.Op]
	if !ok {
		return nil, fmt.Errorf("unknown op %q, expected one of builtin, check, compile, explain, format, query, test", head.Op)
	}
	return run(request)
}

func operation[Request, Response any](run func(Request) (Response, error)) func([]byte) (any, error) {
	return func(encoded []byte) (any, error) {
		var request Request
		if err := json.Unmarshal(encoded, &request); err != nil {
			return nil, fmt.Errorf("cannot decode the request: %w", err)
		}
		return run(request)
	}
}

// Package hcl evaluates Terraform configurations without providers, network or disk. A request carries the texts
// of two or more trees and the root modules to evaluate; the answer has the resources that each root declares,
// what could not be understood, and every path that the evaluation read or looked for.
package hcl

import (
	"encoding/json"
	"fmt"
	"time"
)

// Handle answers one request of the host, JSON in and out. It never panics: what goes wrong with one root is a
// problem of that root, what is wrong with the request is {"error": …}.
func Handle(request []byte) (answer []byte) {
	defer func() {
		if reason := recover(); reason != nil {
			answer = failure(fmt.Sprint(reason))
		}
	}()
	var asked evaluateRequest
	if err := json.Unmarshal(request, &asked); err != nil {
		return failure(err.Error())
	}
	switch asked.Op {
	case "evaluate":
		return evaluateAll(&asked)
	case "newest":
		return newest(request)
	case "edit":
		return edit(request)
	default:
		return failure(fmt.Sprintf("unknown operation %q, expected \"evaluate\", \"newest\" or \"edit\"", asked.Op))
	}
}

func failure(message string) []byte {
	text, err := json.Marshal(map[string]string{"error": message})
	if err != nil {
		return []byte(`{"error":"unprintable"}`)
	}
	return text
}

// lastAnswer keeps the room of an answer for the next one: the host has read an answer when it asks again.
var lastAnswer []byte

const maxKeptAnswer = 16 << 20

func evaluateAll(asked *evaluateRequest) []byte {
	session := newSession(asked)
	out := append(lastAnswer[:0], `{"roots":[`...)
	memory.betweenCalls()
	begin := time.Now()
	for i := range asked.Roots {
		memory.betweenRoots()
		if i > 0 {
			out = append(out, ',')
			if asked.Patience > 0 && time.Since(begin).Milliseconds() >= asked.Patience {
				out = append(out, `{"put_off":true}`...)
				continue
			}
		}
		out = session.evaluateRoot(&asked.Roots[i], out)
	}
	out = append(out, `]}`...)
	if cap(out) <= maxKeptAnswer {
		lastAnswer = out
	}
	return out
}

// Package documents turns files into the documents that Conftest's policies see, with Conftest's own parsers: equal by
// construction, file type by file type.
//
// What is wrong with a file is data in the response. A response with an "error" of its own means that the request was
// not understood.
package documents

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Request has the files to read.
type Request struct {
	Files []Source `json:"files"`
}

// Source is one file.
type Source struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// Response has an answer for each file, in order.
type Response struct {
	Files []File `json:"files"`
}

// File is what a file became.
type File struct {
	Path string `json:"path"`
	// Documents are what policies see, each by itself; a policy that sees the files together gets them all.
	Documents []Document `json:"documents"`
	// Error is why there are none, empty where there are.
	Error string `json:"error,omitempty"`
}

// Document is one document of a file, and where its parts are.
type Document struct {
	Content any `json:"content"`
	Line    int `json:"line"`
	EndLine int `json:"end_line"`
	// Anchors are names by which a message may speak of a part of the document.
	Anchors []Anchor `json:"anchors"`
}

// Anchor is a name and the lines of what it names.
type Anchor struct {
	Text    string `json:"text"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
}

// Handle answers one request of the host, JSON in and out.
func Handle(request []byte) []byte {
	encoded, err := json.Marshal(answer(request))
	if err != nil {
		encoded, _ = json.Marshal(map[string]string{"error": "cannot encode the response: " + err.Error()})
	}
	return encoded
}

func answer(encoded []byte) any {
	var request Request
	if err := json.Unmarshal(encoded, &request); err != nil {
		return map[string]string{"error": "cannot decode the request: " + err.Error()}
	}
	response := Response{Files: make([]File, 0, len(request.Files))}
	for _, source := range request.Files {
		response.Files = append(response.Files, read(source))
	}
	return response
}

func read(source Source) (file File) {
	file = File{Path: source.Path, Documents: []Document{}}
	// Some of the parsers panic on input that they do not expect.
	defer func() {
		if cause := recover(); cause != nil {
			file.Documents, file.Error = []Document{}, fmt.Sprintf("the parser broke: %v", cause)
		}
	}()
	parser := parserOf(source.Path)
	if parser == nil {
		file.Error = "there is no parser for files of this name"
		return file
	}
	var content any
	if err := parser.Unmarshal([]byte(source.Text), &content); err != nil {
		file.Error = strings.TrimSpace(err.Error())
		return file
	}
	if _, err := json.Marshal(content); err != nil {
		file.Error = "it has a value that JSON does not have: " + err.Error()
		return file
	}
	file.Documents = documentsOf(source, content)
	return file
}

// documentsOf splits a list into its items, as Conftest does: each is evaluated by itself.
func documentsOf(source Source, content any) []Document {
	places := placesOf(source)
	items, isList := content.([]any)
	if !isList {
		items = []any{content}
	}
	documents := make([]Document, 0, len(items))
	for index, item := range items {
		place := places[0]
		if len(places) == len(items) {
			place = places[index]
		}
		documents = append(documents, Document{Content: item, Line: place.line, EndLine: place.endLine, Anchors: place.anchors})
	}
	return documents
}

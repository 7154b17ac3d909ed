FROM golang:1.26-alpine3.23
RUN go install golang.org/x/tools/cmd/stringer@latest
USER 10001

FROM golang:1.26-alpine3.23
RUN go install golang.org/x/tools/cmd/stringer@v0.38.0
USER 10001

FROM alpine:3.22
USER 10001
ENTRYPOINT ["/api"]
ENTRYPOINT ["/api", "serve"]

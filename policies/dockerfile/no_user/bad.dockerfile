FROM alpine:3.22
COPY api /api
ENTRYPOINT ["/api"]

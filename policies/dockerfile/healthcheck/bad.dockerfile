FROM alpine:3.22
COPY api /api
USER 10001
ENTRYPOINT ["/api"]

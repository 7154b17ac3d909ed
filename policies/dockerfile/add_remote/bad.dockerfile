FROM alpine:3.22
ADD https://example.com/app /app
USER 10001

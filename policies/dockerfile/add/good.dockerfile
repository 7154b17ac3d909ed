FROM alpine:3.22
COPY app /app
USER 10001

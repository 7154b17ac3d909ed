FROM alpine:3.22
ADD app /app
USER 10001

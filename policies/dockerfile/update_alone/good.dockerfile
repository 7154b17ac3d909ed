FROM alpine:3.22
RUN apk update && apk add curl=8.14.1-r2
USER 10001

FROM alpine:3.22
RUN apt-get update && apt-get install -y curl=8.14.1-2
USER 10001

FROM alpine:3.22
RUN apt-get update && apt-get install -y curl
USER 10001

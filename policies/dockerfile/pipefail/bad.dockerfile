FROM alpine:3.22
RUN wget -qO- https://example.com/data-1.4.tar.gz | tar -xz -C /data
USER 10001

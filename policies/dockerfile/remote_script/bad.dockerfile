FROM alpine:3.22
RUN wget -qO- https://example.com/install.sh | sh
USER 10001

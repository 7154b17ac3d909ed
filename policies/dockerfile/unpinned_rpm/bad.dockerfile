FROM alpine:3.22
RUN dnf install -y httpd
USER 10001

FROM alpine:3.22
RUN dnf install -y httpd-2.4.62
USER 10001

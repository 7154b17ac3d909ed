FROM alpine:3.22
RUN gem install bundler
USER 10001

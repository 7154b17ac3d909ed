FROM alpine:3.22
RUN gem install bundler -v 2.6.2
USER 10001

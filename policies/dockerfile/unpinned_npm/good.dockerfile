FROM alpine:3.22
RUN npm install -g typescript@5.9.2
USER 10001

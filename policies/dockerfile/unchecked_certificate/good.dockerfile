FROM alpine:3.22
RUN wget -qO /app https://example.com/app
USER 10001

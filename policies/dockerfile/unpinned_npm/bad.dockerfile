FROM alpine:3.22
RUN npm install -g typescript
USER 10001

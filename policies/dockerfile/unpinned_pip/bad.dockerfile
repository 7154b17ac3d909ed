FROM alpine:3.22
RUN pip install flask
USER 10001

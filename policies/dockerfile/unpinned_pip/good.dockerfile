FROM alpine:3.22
RUN pip install flask==3.1.2
USER 10001

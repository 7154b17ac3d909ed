FROM alpine:3.22
RUN --mount=type=secret,id=db_password ./migrate
USER 10001

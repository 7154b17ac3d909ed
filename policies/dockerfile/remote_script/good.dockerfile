FROM alpine:3.22
RUN wget -qO install.sh https://example.com/install-1.4.2.sh \
  && echo "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  install.sh" | sha256sum -c \
  && sh install.sh
USER 10001

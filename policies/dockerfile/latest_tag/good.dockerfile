FROM node:24.1-slim
USER node

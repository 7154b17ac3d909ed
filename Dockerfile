# The App and the command line in one image. Build it in the repository: docker build -t tollgate .
FROM golang:1.26-bookworm AS go

# The image with git: what is built runs the usual commands once, and keeps their bytecode.
FROM node:24-bookworm AS build
COPY --from=go /usr/local/go /usr/local/go
ENV PATH=/usr/local/go/bin:$PATH
WORKDIR /tollgate
COPY package.json package-lock.json .npmrc tsconfig.json app.yml ./
COPY engines engines
COPY scripts scripts
COPY src src
COPY policies policies
COPY prices prices
COPY provider-facts provider-facts
COPY schemas schemas
COPY examples examples
# Builds the engines, the bundle and the compiled pack (`prepare`), then leaves out what only building needs.
RUN npm ci && npm prune --omit=dev --ignore-scripts \
  && find engines -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} + \
  && rm -rf src scripts examples prices/sources

FROM node:24-bookworm-slim
# git is for the command line; the App reads repositories through GitHub's API alone.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node --mode=0700 /data
COPY --from=build /tollgate /tollgate
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 TOLLGATE_DATA_DIR=/data XDG_CACHE_HOME=/tmp/cache
USER node
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/tollgate/dist/bin/tollgate.js"]
CMD ["serve"]

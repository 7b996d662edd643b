# The server of `halyard serve`: the page, the REST API and OFREP. docs/deploy.md says how to run it.
#   docker build -t halyard .
#   docker run -p 4100:4100 -e REDIS_URL=redis://host.docker.internal:6379 -e HALYARD_TOKEN=… halyard

FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts && node scripts/pack.mjs /packed

# Only the packages that the command needs, so that no framework comes along. DRIVERS are for flags in a SQL database.
WORKDIR /app
ARG DRIVERS="pg@8 mysql2@3"
RUN npm init --yes && npm install --omit=dev $DRIVERS \
  $(for name in core formats file redis sql stores telemetry admin cli; do ls /packed/halyard-$name-*.tgz; done)

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /app /app
# For --persist, and for flags in a file.
RUN install --directory --owner=node --group=node /data
WORKDIR /data
USER node
EXPOSE 4100
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:4100/healthz').then(({ ok }) => process.exit(ok ? 0 : 1))"]
ENTRYPOINT ["node", "/app/node_modules/@halyard/cli/bin.js"]
CMD ["serve", "--host", "0.0.0.0"]

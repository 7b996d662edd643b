const { createServer } = require('node:http');
const { backendSuite } = require('@halyard/conformance');
const { FeatureFlags, MemoryBackend } = require('@halyard/core');
const expressGates = require('@halyard/express');
const koaGates = require('@halyard/koa');
const nodeGates = require('@halyard/node');
const { RedisBackend } = require('@halyard/redis');
const express = require('express');
const Koa = require('koa');

async function main() {
  const flags = await FeatureFlags.open(new MemoryBackend());
  const shop = express();
  shop.use(expressGates.featureFlags(flags), expressGates.makeFlagGate('checkout'), (_, response) => {
    response.send('express');
  });
  const bar = new Koa();
  bar.use(koaGates.featureFlags(flags));
  bar.use(koaGates.makeFlagGate('checkout'));
  bar.use((context) => {
    context.body = 'koa';
  });
  const withFlags = nodeGates.featureFlags(flags);
  const gate = nodeGates.makeFlagGate('checkout');
  const stall = createServer((request, response) => {
    withFlags(request, response, () => gate(request, response, () => response.end('node')));
  });

  const servers = [shop.listen(0), bar.listen(0), stall.listen(0)];
  async function ask() {
    const answers = servers.map(async (server) => {
      const response = await fetch(`http://localhost:${server.address().port}/`);
      return response.ok ? response.text() : response.status;
    });
    return Promise.all(answers);
  }

  const closed = await ask();
  await flags.enable('checkout');
  const open = await ask();
  for (const server of servers) server.close();
  await flags.close();
  console.log(JSON.stringify({ closed, open, exports: [typeof RedisBackend, typeof backendSuite] }));
}

void main();

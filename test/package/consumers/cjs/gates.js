const { createServer } = require('node:http');
const { backendSuite } = require('@halyard/conformance');
const { FeatureFlags, MemoryBackend } = require('@halyard/core');
const expressGates = require('@halyard/express');
const fastifyGates = require('@halyard/fastify');
const honoGates = require('@halyard/hono');
const koaGates = require('@halyard/koa');
const nodeGates = require('@halyard/node');
const fetchGates = require('@halyard/node/fetch');
const { RedisBackend } = require('@halyard/redis');
const express = require('express');
const fastify = require('fastify');
const { Hono } = require('hono');
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

  const kiosk = fastify();
  kiosk.register(fastifyGates.featureFlags(flags));
  kiosk.get('/', { onRequest: fastifyGates.makeFlagGate('checkout') }, async () => 'fastify');
  const van = new Hono();
  van.use(honoGates.featureFlags(flags), honoGates.makeFlagGate('checkout'));
  van.get('/', (c) => c.text('hono'));
  const fetchGate = fetchGates.makeFlagGate('checkout', { flags });
  const cart = async (request) => (await fetchGate(request)) ?? new Response('fetch');

  await kiosk.listen({ port: 0 });
  const servers = [shop.listen(0), bar.listen(0), stall.listen(0), kiosk.server];
  async function ask() {
    const origin = 'http://localhost/';
    const responses = await Promise.all([
      ...servers.map((server) => fetch(`http://localhost:${server.address().port}/`)),
      van.request(origin),
      cart(new Request(origin)),
    ]);
    return Promise.all(responses.map(async (response) => (response.ok ? response.text() : response.status)));
  }

  const closed = await ask();
  await flags.enable('checkout');
  const open = await ask();
  for (const server of servers) server.close();
  await flags.close();
  console.log(JSON.stringify({ closed, open, exports: [typeof RedisBackend, typeof backendSuite] }));
}

void main();

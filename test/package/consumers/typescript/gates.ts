import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { backendSuite } from '@halyard/conformance';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import * as expressGates from '@halyard/express';
import * as fastifyGates from '@halyard/fastify';
import * as honoGates from '@halyard/hono';
import * as koaGates from '@halyard/koa';
import * as nodeGates from '@halyard/node';
import * as fetchGates from '@halyard/node/fetch';
import { RedisBackend } from '@halyard/redis';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';

async function main(): Promise<void> {
  const flags = await FeatureFlags.open(new MemoryBackend());
  const shop = express();
  shop.use(expressGates.featureFlags(flags), expressGates.makeFlagGate('checkout'), (request, response) => {
    const on: boolean = request.flags.isEnabled('checkout');
    response.send(on ? 'express' : 'wrong');
  });
  const bar = new Koa();
  bar.use(koaGates.featureFlags(flags));
  bar.use(koaGates.makeFlagGate('checkout'));
  bar.use((context) => {
    const on: boolean = context.flags.isEnabled('checkout');
    context.body = on ? 'koa' : 'wrong';
  });
  const withFlags = nodeGates.featureFlags(flags);
  const gate: nodeGates.Middleware = nodeGates.makeFlagGate('checkout');
  const stall = createServer((request, response) => {
    withFlags(request, response, () => {
      const on = (): boolean => request.flags.isEnabled('checkout');
      gate(request, response, () => response.end(on() ? 'node' : 'wrong'));
    });
  });

  const kiosk = fastify();
  kiosk.register(fastifyGates.featureFlags(flags));
  kiosk.get('/', { onRequest: fastifyGates.makeFlagGate('checkout') }, async (request) => {
    const on: boolean = request.flags.isEnabled('checkout');
    return on ? 'fastify' : 'wrong';
  });
  const van = new Hono();
  van.use(honoGates.featureFlags(flags), honoGates.makeFlagGate('checkout'));
  van.get('/', (c) => {
    const on: boolean = c.get('flags').isEnabled('checkout');
    return c.text(on ? 'hono' : 'wrong');
  });
  const fetchGate: fetchGates.Middleware = fetchGates.makeFlagGate('checkout', { flags });
  const cart = async (request: Request): Promise<Response> => {
    const on = (): boolean => fetchGates.requestFlags(request).isEnabled('checkout');
    return (await fetchGate(request)) ?? new Response(on() ? 'fetch' : 'wrong');
  };

  await kiosk.listen({ port: 0 });
  const servers = [shop.listen(0), bar.listen(0), stall.listen(0), kiosk.server];
  async function ask(): Promise<(string | number)[]> {
    const origin = 'http://localhost/';
    const responses = await Promise.all([
      ...servers.map((server) => fetch(`http://localhost:${(server.address() as AddressInfo).port}/`)),
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

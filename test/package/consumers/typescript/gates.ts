import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { backendSuite } from '@halyard/conformance';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import * as expressGates from '@halyard/express';
import * as koaGates from '@halyard/koa';
import * as nodeGates from '@halyard/node';
import { RedisBackend } from '@halyard/redis';
import express from 'express';
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

  const servers = [shop.listen(0), bar.listen(0), stall.listen(0)];
  async function ask(): Promise<(string | number)[]> {
    const answers = servers.map(async (server) => {
      const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}/`);
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

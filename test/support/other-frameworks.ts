import type { OtherFramework } from '@halyard/conformance';
import express from 'express';
import Koa from 'koa';
import { expressSubject } from '../express/express-subject.js';
import { fastifySubject } from '../fastify/fastify-subject.js';
import { honoSubject } from '../hono/hono-subject.js';
import { koaSubject } from '../koa/koa-subject.js';
import { fetchSubject } from '../node/fetch-subject.js';
import { nodeSubject } from '../node/node-subject.js';

/** Every framework that there is an adapter for, but those in which the middleware to try works. */
export function otherFrameworks(...own: readonly string[]): OtherFramework[] {
  const all = [
    expressSubject('Express', express, []),
    koaSubject('Koa', Koa, []),
    nodeSubject('node:http', []),
    fastifySubject('Fastify', []),
    honoSubject('Hono', []),
    fetchSubject('fetch', []),
  ] as unknown as OtherFramework[];
  return all.filter(({ name }) => !own.includes(name));
}

import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** A server framework below Nest. */
export interface Platform {
  readonly name: string;
  adapter(): AbstractHttpAdapter;
  /** The path of a route below `/x`, however deep. */
  readonly star: string;
}

function expressAdapter(): ExpressAdapter {
  const adapter = new ExpressAdapter();
  // Express would add an ETag of its own to what an exception filter sends.
  adapter.disable('etag');
  return adapter;
}

/** Those that Nest has adapters for. */
export const PLATFORMS: readonly Platform[] = [
  { name: 'Express', star: 'x/*rest', adapter: expressAdapter },
  { name: 'Fastify', star: 'x/*', adapter: () => new FastifyAdapter({ forceCloseConnections: true }) },
];

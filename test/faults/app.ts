// A gated Express app in a process of its own, for a test to watch while Redis fails. It holds several sets of flags at
// once, each under /flags/<id>, and tells under /problems what no handler caught. $CLIENT names the client library.
import dns from 'node:dns';
import type { AddressInfo } from 'node:net';
import { CompositeBackend, EnvBackend, FeatureFlags, isHalyardError, persistent } from '@halyard/core';
import { featureFlags, flagStatus, makeFlagGate } from '@halyard/express';
import { RedisBackend } from '@halyard/redis';
import express, { type Request, type Router } from 'express';
import { texts } from '../support/backend-events.js';
import { type ClientInUse, type ClientToServer, clientKinds } from '../support/redis-clients.js';
import type { Edit, EditOutcome, Setup } from './app-protocol.js';

const problems: string[] = [];
for (const event of ['unhandledRejection', 'uncaughtException', 'warning']) {
  process.on(event, (problem: Error) => {
    if (problem.name !== 'HalyardWarning') problems.push(`${event}: ${problem.stack ?? String(problem)}`);
  });
}

const kind = clientKinds.find(({ name }) => name === process.env['CLIENT'])!;

/** Flags in Redis over those in the environment, behind a gate. */
interface Flags {
  readonly inUse: ClientInUse;
  readonly redis: RedisBackend;
  readonly service: FeatureFlags;
  readonly router: Router;
  /** How long each request to the gate was in the app until it had its answer, in milliseconds. */
  readonly times: number[];
}

const all = new Map<string, Flags>();
const clock = { now: Date.now, offsetMs: 0 };
Date.now = () => clock.now() + clock.offsetMs;
/** Host names that this process has learnt besides those that the system knows. */
const hosts = new Map<string, string>();
const { lookup } = dns;
dns.lookup = ((host: string, ...rest: unknown[]) =>
  (lookup as (...args: unknown[]) => void)(hosts.get(host) ?? host, ...rest)) as typeof lookup;
let turn = 0;

const app = express();
// What one answer to many requests looks like in order: they may overtake one another on their way.
app.use((_request, response, next) => {
  response.set('x-turn', String(++turn));
  next();
});
app.get('/plain', (_request, response) => void response.send('plain'));
app.get('/problems', (_request, response) => void response.json(problems));
app.use(express.json());
app.post('/clock/:offsetMs', (request, response) => {
  clock.offsetMs = Number(request.params.offsetMs);
  response.end();
});
app.post('/hosts/:name/:address', (request, response) => {
  hosts.set(request.params.name, request.params.address);
  response.end();
});
app.put('/flags/:id', async (request, response) => {
  all.set(request.params.id, await open(request.body as Setup));
  response.end();
});
app.delete('/flags/:id', async (request, response) => {
  await close(request.params.id);
  response.end();
});
app.post('/flags/:id/password/:password', (request, response) => {
  (of(request).inUse as ClientToServer).setPassword(request.params.password);
  response.end();
});
app.get('/flags/:id/texts', (request, response) => {
  const stored = texts(of(request).redis);
  const names = request.query['name'] as readonly string[] | undefined;
  response.json(names === undefined ? stored : names.map((name) => stored[name] ?? null));
});
app.get('/flags/:id/times', (request, response) => {
  response.json(of(request).times.splice(0));
});
app.get('/flags/:id/version/:name', (request, response) => {
  response.json(of(request).service.definition(request.params.name)?.version ?? null);
});
app.post('/flags/:id/edit', async (request, response) => {
  response.json(await edit(of(request).service, request.body as Edit));
});
app.use('/flags/:id', (request, response, next) => of(request).router(request, response, next));

async function open({ at, login, options, file }: Setup): Promise<Flags> {
  const inUse =
    'cluster' in at
      ? await kind.cluster(at.cluster)
      : 'sentinels' in at
        ? await kind.sentinel(at.master, at.sentinels)
        : kind.client(at, login);
  const redis = new RedisBackend(inUse.client, options);
  const layer = file === undefined ? redis : persistent(redis, file);
  const service = await FeatureFlags.open(new CompositeBackend([layer, new EnvBackend()]), {
    startTimeoutMs: 500,
  });
  const times: number[] = [];
  const router = express.Router();
  router.use('/gated', (_request, response, next) => {
    const began = performance.now();
    const { writeHead } = response;
    response.writeHead = ((...head: Parameters<typeof writeHead>) => {
      times.push(performance.now() - began);
      return writeHead.apply(response, head);
    }) as typeof writeHead;
    next();
  });
  router.use(featureFlags(service));
  router.get('/gated', makeFlagGate('gated'), (_request, response) => void response.send('open'));
  router.get('/status', flagStatus(service));
  return { inUse, redis, service, router, times };
}

async function edit(service: FeatureFlags, { name, text, ifVersion }: Edit): Promise<EditOutcome> {
  try {
    await service.set(name, text, ifVersion === undefined ? {} : { ifVersion });
    return {};
  } catch (error) {
    if (!isHalyardError(error)) throw error;
    const { current } = error as { readonly current?: { readonly text: string } };
    return { code: error.code, message: error.message, ...(current ? { current: current.text } : {}) };
  }
}

function of({ params }: Request<{ id: string }>): Flags {
  const flags = all.get(params.id);
  if (flags === undefined) throw new Error(`no flags ${params.id}`);
  return flags;
}

async function close(id: string): Promise<void> {
  const flags = all.get(id);
  all.delete(id);
  await flags?.service.close();
  flags?.inUse.end();
}

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
// No connection of the load is ever idle for longer, so that none is closed under a request.
server.keepAliveTimeout = 600_000;
process.once('SIGINT', () => {
  server.close();
  server.closeAllConnections();
  for (const id of all.keys()) void close(id);
});

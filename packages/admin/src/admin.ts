import type { FeatureFlags, FlagChange, FlagTypes } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { type FlagLimit, isVisible } from './access/flag-limit.js';
import type { AnyFlags } from './any-flags.js';
import { type FastifyPlugin, fastifyPlugin } from './adapters/fastify.js';
import { type KoaMiddleware, koaMiddleware } from './adapters/koa.js';
import { type NodeHandler, nodeHandler } from './adapters/node.js';
import { Dispatcher } from './dispatcher.js';
import { EventsByLimit } from './events/events-by-limit.js';
import { LiveEvents } from './events/live-events.js';
import { StreamLimits } from './events/stream-limits.js';
import { FlagRecords } from './flags/flag-record.js';
import { Staleness } from './flags/staleness.js';
import { VisibleRecords } from './flags/visible-records.js';
import { visibleStatus } from './flags/visible-status.js';
import { rawPathOf } from './http/raw-path.js';
import { OfrepService } from './ofrep/ofrep-service.js';
import { type AdminOptions, checkAdmin } from './options.js';
import { allRoutes } from './routes/all-routes.js';
import { shortName } from './routes/flag-name.js';
import { KnownUsage } from './usage/known-usage.js';
import { segmentRecord } from './routes/segment-answer.js';

/** The administration of flags over HTTP, for mounting in a server. */
export interface Admin {
  /**
   * Answers a request, in any server that has a `Request`, with `basePath`. `authorize` receives `incoming`. Never rejects.
   * For Hono: `app.all('/flags/*', (c) => admin.fetch(c.req.raw, c))`.
   */
  fetch(this: void, request: Request, incoming?: unknown): Promise<Response>;
  /**
   * For Express, NestJS on Express, and node:http: `app.use('/flags', admin.node)`, `createServer(admin.node)`. Requests
   * outside its path go on to `next`; without `next` the answer is 404.
   */
  readonly node: NodeHandler;
  /** For Koa: `app.use(admin.koa)` with `basePath`, or `mount('/flags', admin.koa)`. */
  readonly koa: KoaMiddleware;
  /**
   * For Fastify and NestJS on Fastify: `app.register(admin.fastify, { prefix: '/flags' })`. Its routes read bodies themselves.
   */
  readonly fastify: FastifyPlugin;
  /** Ends all event streams, so that the server can close. The flags stay open. */
  close(): void;
}

/**
 * Makes the administration of these flags: REST API, live events, history, import and export, OFREP. `authorize` is
 * required. Throws `INVALID_OPTION` for an invalid option.
 *
 * ```ts
 * app.use('/flags', makeAdmin(flags, { authorize: (_, req) => req.session.admin }).node);
 * ```
 */
export function makeAdmin<Types extends FlagTypes, Incoming = unknown>(
  flags: FeatureFlags<Types>,
  options: AdminOptions<Incoming>,
): Admin {
  checkAdmin(flags, options);
  const { basePath = '', maxStreams = 5000, maxStreamsPerActor = 1000, unusedDays } = options;
  const usage = new KnownUsage(flags);
  const staleness = new Staleness(flags, { usage, ...(unusedDays === undefined ? {} : { unusedDays }) });
  const records = new FlagRecords(flags, { staleness, usage });
  const limits = new StreamLimits({ total: maxStreams, perActor: maxStreamsPerActor });
  const events = new EventsByLimit((limit) => {
    const shown = new VisibleRecords(flags, records, limit);
    return new LiveEvents(flags, {
      limits,
      isShown: (change) => isShown(limit, change),
      describe: (change) => changeData(flags, shown, change),
      status: () => visibleStatus(flags, limit),
    });
  });
  const ofrep = new OfrepService(flags, options.ofrep ?? {}, limits);
  const { environment, previews } = options;
  const service = { flags, records, events, ofrep, usage, previews, environment };
  const dispatcher = new Dispatcher(service, allRoutes(service, options.metrics), {
    authorize: options.authorize as AdminOptions['authorize'],
    origins: options.origins ?? [],
    hosts: options.hosts,
    challenge: options.challenge ?? 'Bearer realm="halyard"',
    onError: options.onError ?? ((error) => console.error(error)),
  });
  return {
    fetch: (request, incoming) =>
      dispatcher.answer(request, { base: basePath, rawPath: rawPathOf(request.url), incoming }),
    node: nodeHandler(dispatcher, basePath),
    koa: koaMiddleware(dispatcher, basePath),
    fastify: fastifyPlugin(dispatcher, basePath),
    close() {
      events.close();
      ofrep.streams.close();
      staleness.close();
    },
  };
}

/** Whether a change is of a flag that a caller with this limit may see, or could see before. */
function isShown(limit: FlagLimit | undefined, { name, before, after }: FlagChange): boolean {
  if (limit === undefined) return true;
  return !isSegmentName(name) && [before, after].some((flag) => isVisible(limit, flag?.definition));
}

/** The data of a `change` event: the flag or segment as stored now, or `null` if it was deleted or is hidden. */
function changeData(flags: AnyFlags, records: VisibleRecords, { name, after }: FlagChange): object {
  if (isSegmentName(name)) {
    const segment = after === undefined ? null : segmentRecord(flags, after);
    return { name: shortName(name), segment };
  }
  return { name, flag: records.exact(name) ?? null };
}

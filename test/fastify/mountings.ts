import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { GateHook } from '@halyard/fastify';
import fastify, {
  type FastifyInstance,
  type FastifyPluginCallback,
  type FastifyServerOptions,
  type RouteHandlerMethod,
} from 'fastify';
import { type FastifyMiddleware, serveFastify } from './fastify-subject.js';

interface Parts {
  readonly flags: FastifyPluginCallback;
  readonly gate: GateHook;
  readonly behind: RouteHandlerMethod;
}

const passing: GateHook = (_request, _reply, done) => done();

/** Every way to put a gate before something in Fastify. */
export function fastifyMountings(): Mounting<FastifyMiddleware>[] {
  const way = (
    name: string,
    build: (app: FastifyInstance, parts: Parts) => unknown,
    asked: MountingRequest = {},
    options: FastifyServerOptions = {},
  ): Mounting<FastifyMiddleware> => ({
    name,
    ...asked,
    serve: (parts: MountedParts<FastifyMiddleware>) =>
      serveFastify(
        () => {},
        async (app) => {
          await app.register(parts.flags as FastifyPluginCallback);
          await build(app, parts as unknown as Parts);
        },
        fastify({ ...options }),
      ),
  });
  const at = (path: string): MountingRequest => ({ path });

  return [
    way(
      'a hook of the app',
      (app, { gate, behind }) => app.addHook('onRequest', gate).get('/x', behind),
      at('/x'),
    ),
    way(
      'a hook of the app, added after the route',
      (app, { gate, behind }) => app.get('/x', behind).addHook('onRequest', gate),
      at('/x'),
    ),
    way(
      'a hook of the app between others',
      (app, { gate, behind }) => {
        app.addHook('onRequest', passing).addHook('onRequest', gate).addHook('onRequest', passing);
        app.get('/x', behind);
      },
      at('/x'),
    ),
    way(
      'a hook of the app, before its 404',
      (app, { gate, behind }) => app.addHook('onRequest', gate).setNotFoundHandler(behind),
      at('/x'),
    ),
    way(
      'a hook of the app, before an unknown path below it',
      (app, { gate, behind }) => app.addHook('onRequest', gate).setNotFoundHandler(behind),
      at('/x/y/z'),
    ),
    way('a route', (app, { gate, behind }) => app.get('/x', { onRequest: gate }, behind), at('/x')),
    way(
      'a route with several hooks',
      (app, { gate, behind }) => app.get('/x', { onRequest: [passing, gate, passing] }, behind),
      at('/x'),
    ),
    way(
      'a route of several methods',
      (app, { gate, behind }) =>
        app.route({ method: ['GET', 'PUT'], url: '/x', onRequest: gate, handler: behind }),
      at('/x'),
    ),
    way(
      'a route with a parameter',
      (app, { gate, behind }) => app.get('/x/:id', { onRequest: gate }, behind),
      at('/x/1'),
    ),
    way(
      'a route with a pattern',
      (app, { gate, behind }) => app.get('/x/:id(^\\d+$)', { onRequest: gate }, behind),
      at('/x/1'),
    ),
    way(
      'a route with an optional parameter',
      (app, { gate, behind }) => app.get('/x/:id?', { onRequest: gate }, behind),
      at('/x'),
    ),
    way(
      'a route with a star',
      (app, { gate, behind }) => app.get('/x/*', { onRequest: gate }, behind),
      at('/x/y/z'),
    ),
    way(
      'a route of all methods',
      (app, { gate, behind }) => app.all('/x', { onRequest: gate }, behind),
      at('/x'),
    ),
    way(
      'a route with a constraint',
      (app, { gate, behind }) => app.get('/x', { constraints: { host: /127/ }, onRequest: gate }, behind),
      at('/x'),
    ),
    way(
      'a route whose method is not known to Fastify',
      (app, { gate, behind }) => {
        app.addHttpMethod('PURGE').route({ method: 'PURGE', url: '/x', onRequest: gate, handler: behind });
      },
      { method: 'PURGE', path: '/x' },
    ),
    way(
      'a plugin around it',
      (app, { gate, behind }) =>
        app.register(async (inner) => inner.addHook('onRequest', gate).get('/x', behind)),
      at('/x'),
    ),
    way(
      'a plugin around it, with a prefix',
      (app, { gate, behind }) =>
        app.register(async (inner) => inner.addHook('onRequest', gate).get('/y', behind), { prefix: '/x' }),
      at('/x/y'),
    ),
    way(
      'a plugin with a prefix, and the prefix itself',
      (app, { gate, behind }) =>
        app.register(async (inner) => inner.addHook('onRequest', gate).get('/', behind), { prefix: '/x' }),
      at('/x'),
    ),
    way(
      'a plugin with a prefix and a 404 of its own',
      (app, { gate, behind }) =>
        app.register(async (inner) => void inner.addHook('onRequest', gate).setNotFoundHandler(behind), {
          prefix: '/x',
        }),
      at('/x/nothing'),
    ),
    way(
      'a plugin behind it',
      (app, { gate, behind }) => {
        app.addHook('onRequest', gate);
        app.register(async (inner) => inner.get('/y', behind), { prefix: '/x' });
      },
      at('/x/y'),
    ),
    way(
      'a plugin behind it that was registered before',
      async (app, { gate, behind }) => {
        await app.register(async (inner) => inner.get('/y', behind), { prefix: '/x' });
        app.addHook('onRequest', gate);
      },
      at('/x/y'),
    ),
    way(
      'a plugin in a plugin, behind it',
      (app, { gate, behind }) =>
        app.register(
          async (outer) => {
            outer.addHook('onRequest', gate);
            outer.register(async (inner) => inner.get('/z', behind), { prefix: '/y' });
          },
          { prefix: '/x' },
        ),
      at('/x/y/z'),
    ),
    way(
      'a plugin that is not encapsulated, around it',
      async (app, { gate, behind }) => {
        const plugin = async (inner: FastifyInstance): Promise<void> => void inner.addHook('onRequest', gate);
        await app.register(Object.assign(plugin, { [Symbol.for('skip-override')]: true }));
        app.get('/x', behind);
      },
      at('/x'),
    ),
    way(
      'a plugin with flags of its own',
      (app, { flags, gate, behind }) =>
        app.register(async (inner) => {
          await inner.register(flags);
          inner.get('/x', { onRequest: gate }, behind);
        }),
      at('/x'),
    ),
    way(
      'mounted twice',
      (app, { gate, behind }) => app.addHook('onRequest', gate).get('/x', { onRequest: gate }, behind),
      at('/x'),
    ),
    ...(['preParsing', 'preValidation', 'preHandler'] as const).map((hook) =>
      way(
        hook,
        (app, { gate, behind }) =>
          app.get(
            '/x',
            hook === 'preParsing'
              ? { preParsing: (request, reply, _payload, done) => gate(request, reply, done as never) }
              : { [hook]: gate },
            behind,
          ),
        at('/x'),
      ),
    ),
    way('before the body is read', (app, { gate, behind }) => app.post('/x', { onRequest: gate }, behind), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    way('after the body was read', (app, { gate, behind }) => app.post('/x', { preHandler: gate }, behind), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    way(
      'an error handler of the app',
      (app, { gate, behind }) => {
        app.setErrorHandler((error, _request, reply) => reply.code(500).send(String(error)));
        app.get('/x', { onRequest: gate }, behind);
      },
      at('/x'),
    ),
    way(
      'an error handler of the route',
      (app, { gate, behind }) =>
        app.get(
          '/x',
          {
            onRequest: gate,
            errorHandler: (error, _request, reply) => void reply.code(500).send(String(error)),
          },
          behind,
        ),
      at('/x'),
    ),
    way('HEAD to a route of GET', (app, { gate, behind }) => app.get('/x', { onRequest: gate }, behind), {
      method: 'HEAD',
      path: '/x',
    }),
    way(
      'HEAD to a route of GET, behind a hook of the app',
      (app, { gate, behind }) => app.addHook('onRequest', gate).get('/x', behind),
      { method: 'HEAD', path: '/x' },
    ),
    way(
      'HEAD to a route of its own',
      (app, { gate, behind }) => app.head('/x', { onRequest: gate }, behind),
      {
        method: 'HEAD',
        path: '/x',
      },
    ),
    way('OPTIONS to a route', (app, { gate, behind }) => app.options('/x', { onRequest: gate }, behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    way(
      'OPTIONS, behind a hook of the app',
      (app, { gate, behind }) => app.addHook('onRequest', gate).options('/x', behind),
      { method: 'OPTIONS', path: '/x' },
    ),
    way(
      'a slash at the end',
      (app, { gate, behind }) => app.get('/x/', { onRequest: gate }, behind),
      at('/x/'),
    ),
    ...(
      [
        ['any case', { caseSensitive: false }],
        ['a slash at the end left out', { ignoreTrailingSlash: true }],
        ['doubled slashes taken for one', { ignoreDuplicateSlashes: true }],
      ] as const
    ).map(([name, routerOptions]) =>
      way(
        `a router with ${name}`,
        (app, { gate, behind }) =>
          app.register(async (inner) => inner.addHook('onRequest', gate).get('/y', behind), { prefix: '/x' }),
        at('/x/y'),
        { routerOptions },
      ),
    ),
    way(
      'a path that is rewritten',
      (app, { gate, behind }) => app.get('/x', { onRequest: gate }, behind),
      at('/old'),
      { rewriteUrl: (request) => (request.url === '/old' ? '/x' : request.url!) },
    ),
    way(
      'an encoded path',
      (app, { gate, behind }) => app.get('/:id', { onRequest: gate }, behind),
      at('/%78%2F%2e%2e'),
    ),
    way('a query', (app, { gate, behind }) => app.get('/x', { onRequest: gate }, behind), at('/x?enabled=1')),
    way(
      'wrapped in a function',
      (app, { gate, behind }) =>
        app.get('/x', { onRequest: (request, reply, done) => gate(request, reply, done) }, behind),
      at('/x'),
    ),
    way(
      'called later',
      (app, { gate, behind }) =>
        app.get(
          '/x',
          { onRequest: (request, reply, done) => void setImmediate(() => gate(request, reply, done)) },
          behind,
        ),
      at('/x'),
    ),
  ];
}

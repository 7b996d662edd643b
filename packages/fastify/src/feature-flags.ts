import type { FeatureFlags, FlagTypes, RequestFlags } from '@halyard/core';
import { checkFramework, Mount, runMount } from '@halyard/core/adapter';
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { MountOptions, NextFunction } from './options.js';
import { mountPort } from './port.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The flags as this request sees them. Missing until `featureFlags`, or a gate that has `{ flags }`, sets them. */
    flags: RequestFlags;
  }
}

/**
 * A plugin that gives each request its view of the flags, `request.flags`, made when first asked: one snapshot and one
 * context for the whole request. Not encapsulated: it serves the plugin that registers it. Registered again further down it
 * gives a new context and keeps the snapshot. Throws `INVALID_OPTION` for anything but a service and right options.
 *
 * ```ts
 * app.register(featureFlags(flags));
 * ```
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): FastifyPluginCallback {
  const mount = new Mount<FastifyRequest>(flags, options);
  function featureFlagsMiddleware(app: FastifyInstance, pluginOptions: object, done: () => void): void {
    checkFramework('featureFlags', registration, app, pluginOptions, done);
    if (!app.hasRequestDecorator('flags')) app.decorateRequest('flags', undefined as never);
    app.addHook('onRequest', (request, reply, next) => {
      runMount(mount, mountPort, request, reply, next as NextFunction);
    });
    done();
  }
  return fastifyPlugin(featureFlagsMiddleware, { name: '@halyard/fastify', fastify: '5.x' });
}

const registration = {
  framework: mountPort.framework,
  recognizes: (app: FastifyInstance): boolean => 'decorateRequest' in app,
};

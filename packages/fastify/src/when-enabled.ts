import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import type * as fastify from 'fastify';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { ClosedHandler, EitherGateOptions, WrappingGateOptions } from './options.js';
import { handlerPort, past } from './port.js';

/**
 * A handler that is `handler` while the flag is on and `otherwise` while it is not; without `otherwise` it answers as
 * {@link makeFlagGate} does, or does what `onClosed` says. Either may be asynchronous. The request was validated before; a
 * gate in `onRequest` answers first. Throws like {@link makeFlagGate}.
 *
 * ```ts
 * app.get('/search', whenEnabled('new_search', newSearch, oldSearch));
 * app.get('/beta', whenEnabled('beta', beta, { onClosed: 'next' }));   // the app's own 404 until it is on
 * ```
 */
export function whenEnabled<
  Types extends FlagTypes = RegisteredFlags,
  Server extends fastify.RawServerBase = fastify.RawServerDefault,
  In extends fastify.RawRequestDefaultExpression<Server> = fastify.RawRequestDefaultExpression<Server>,
  Out extends fastify.RawReplyDefaultExpression<Server> = fastify.RawReplyDefaultExpression<Server>,
  Route extends fastify.RouteGenericInterface = fastify.RouteGenericInterface,
  Config = fastify.ContextConfigDefault,
  Schema extends fastify.FastifySchema = fastify.FastifySchema,
  Provider extends fastify.FastifyTypeProvider = fastify.FastifyTypeProviderDefault,
  Logger extends fastify.FastifyBaseLogger = fastify.FastifyBaseLogger,
>(
  name: NoInfer<FlagName<Types>>,
  handler: RouteHandlerMethod<Server, In, Out, Route, Config, Schema, Provider, Logger>,
  ...rest:
    | [
        otherwise: RouteHandlerMethod<Server, In, Out, Route, Config, Schema, Provider, Logger>,
        options?: EitherGateOptions<Types>,
      ]
    | [options?: WrappingGateOptions<Types>]
): RouteHandlerMethod<Server, In, Out, Route, Config, Schema, Provider, Logger>;
export function whenEnabled(
  name: string,
  handler: ClosedHandler,
  second?: ClosedHandler | WrappingGateOptions,
  third?: EitherGateOptions,
): unknown {
  const { gate, otherwise } = whenEnabledGate<FastifyRequest, ClosedHandler>(name, handler, second, third);
  return function whenEnabledMiddleware(request: FastifyRequest, reply: FastifyReply): unknown {
    return runGate(gate, handlerPort, request, reply, past(reply), handler, otherwise);
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SuiteHandler, SuiteResponse } from '@halyard/conformance';
import type { CanActivate, DynamicModule, ExecutionContext } from '@nestjs/common';
import type { ClosedHandler, GateDecorator } from '@halyard/nest';

/** A handler of the suite. It is itself a function for `onClosed`. */
export type SuiteFunction = ClosedHandler & { readonly handler: SuiteHandler<object> };

/** What the suite takes for middleware: a module, a gate, or a handler of its own. */
export type NestMiddleware = DynamicModule | GateDecorator | SuiteFunction;

interface FastifyReplyPart {
  readonly raw: ServerResponse;
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** Middleware for a handler of the suite. */
export function suiteFunction(handler: SuiteHandler<object>): SuiteFunction {
  const closed = (context: ExecutionContext): unknown => {
    const { request, response } = exchange(context);
    const send = (text: string | undefined): void => {
      if ('raw' in response) response.send(text!);
      else response.end(text);
    };
    const text = handler(request, suiteResponse(response));
    return typeof text === 'object' ? text.then(send) : send(text);
  };
  return Object.assign(closed, { handler });
}

/** A guard that runs a handler of the suite, and lets the request through. */
export function suiteGuard({ handler }: SuiteFunction): CanActivate {
  return {
    canActivate(context) {
      const { request, response } = exchange(context);
      const text = handler(request, suiteResponse(response));
      return typeof text === 'object' ? text.then(() => true) : true;
    },
  };
}

/** The handler in middleware that answers. */
export function handlerOf(middleware: NestMiddleware): SuiteHandler<object> {
  return (middleware as SuiteFunction).handler;
}

/** What a handler of the suite does to a response of Express or a reply of Fastify. */
export function suiteResponse(response: object): SuiteResponse {
  if (!('raw' in response)) return response as ServerResponse;
  const reply = response as FastifyReplyPart;
  return {
    setHeader: (name, value) => reply.header(name, value),
    write: (text) => reply.raw.write(text),
    end: () => reply.raw.end(),
  };
}

function exchange(context: ExecutionContext): {
  request: IncomingMessage;
  response: ServerResponse | FastifyReplyPart;
} {
  const http = context.switchToHttp();
  return { request: http.getRequest(), response: http.getResponse() };
}

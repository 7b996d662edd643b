import { isPromise } from '../base/is-promise.js';
import { OFFERED_MEDIA_TYPES } from './closed-answer.js';
import { checkFramework } from './check-framework.js';
import { describesAnotherAnswer } from './header-rules.js';
import { fail } from './fail.js';
import type { Gate } from './gate.js';
import type { GateNext, GatePort } from './gate-port.js';
import { thrownError } from './thrown-error.js';

/**
 * Sends a request through a gate. An open gate runs `handler`, or what comes next if there is none; a closed gate runs
 * `otherwise`, or does what `onClosed` says. What a handler or the context function throws or rejects with goes down the
 * framework's error path. Returns what the framework's middleware has to return.
 */
export function runGate<Request extends object, Response, Next extends GateNext, Handler>(
  gate: Gate<Request, Handler>,
  port: GatePort<Request, Response, Next, Handler>,
  request: Request,
  response: Response,
  next: Next,
  handler?: Handler,
  otherwise?: Handler,
): unknown {
  checkFramework(gate.owner, port, request, response, next);
  let decision: boolean | Promise<boolean>;
  try {
    decision = gate.decide(gate.view(request, port));
  } catch (error) {
    return fail(port, error, next);
  }
  // The usual case, before any other.
  if (decision === true) {
    return handler === undefined ? next() : run(handler, port, request, response, next);
  }
  if (typeof decision === 'boolean') {
    return follow(decision, gate, port, request, response, next, handler, otherwise);
  }
  return decision.then(
    (isOpen) => follow(isOpen, gate, port, request, response, next, handler, otherwise),
    (error: unknown) => fail(port, error, next),
  );
}

function follow<Request extends object, Response, Next extends GateNext, Handler>(
  isOpen: boolean,
  gate: Gate<Request, Handler>,
  port: GatePort<Request, Response, Next, Handler>,
  request: Request,
  response: Response,
  next: Next,
  handler: Handler | undefined,
  otherwise: Handler | undefined,
): unknown {
  const chosen = isOpen ? handler : otherwise;
  if (chosen !== undefined) return run(chosen, port, request, response, next);
  if (isOpen || gate.onClosed === 'next') return next();
  return close({ gate, port, request, response, next });
}

function run<Request extends object, Response, Next extends GateNext, Handler>(
  handler: Handler,
  port: GatePort<Request, Response, Next, Handler>,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  if (port.fail === undefined) return port.call(handler, request, response, next);
  try {
    watch(port.call(handler, request, response, next), port, next);
  } catch (error) {
    port.fail(thrownError(error), next);
  }
  return undefined;
}

/** One request at a closed gate. */
interface Closing<Request extends object, Response, Next extends GateNext, Handler> {
  readonly gate: Gate<Request, Handler>;
  readonly port: GatePort<Request, Response, Next, Handler>;
  readonly request: Request;
  readonly response: Response;
  readonly next: Next;
}

function close<Request extends object, Response, Next extends GateNext, Handler>(
  closing: Closing<Request, Response, Next, Handler>,
): unknown {
  const { port, next } = closing;
  if (port.fail === undefined) return closeAndWait(closing);
  try {
    watch(answer(closing), port, next);
  } catch (error) {
    port.fail(thrownError(error), next);
  }
  return undefined;
}

async function closeAndWait<Request extends object, Response, Next extends GateNext, Handler>(
  closing: Closing<Request, Response, Next, Handler>,
): Promise<unknown> {
  try {
    return await answer(closing);
  } catch (error) {
    throw thrownError(error);
  }
}

/** Does what `onClosed` says. */
function answer<Request extends object, Response, Next extends GateNext, Handler>(
  closing: Closing<Request, Response, Next, Handler>,
): unknown {
  const { gate, port, request, response, next } = closing;
  const { onClosed } = gate;
  if (onClosed === 'error') {
    removeForeignHeaders(port, response);
    throw gate.error();
  }
  if (onClosed === 'respond') return respond(closing);
  const goOn = gate.nextGoesPast ? next : (sealed(closing) as Next);
  return port.call(onClosed as Handler, request, response, goOn);
}

function respond<Request extends object, Response, Next extends GateNext, Handler>({
  gate,
  port,
  request,
  response,
}: Closing<Request, Response, Next, Handler>): unknown {
  // Another handler answers already. The gate only has to keep what is behind it from running.
  if (port.headersSent(response)) return undefined;
  removeForeignHeaders(port, response);
  const { status, headers, body } = gate.answer(port.accepts(request, OFFERED));
  for (const [name, value] of Object.entries(headers)) port.setHeader(response, name, value);
  port.vary(response, 'Accept');
  return port.respond(request, response, status, body);
}

/** Earlier middleware may have described the answer that the gate now replaces. */
function removeForeignHeaders<Response>(
  port: Pick<GatePort<never, Response, never, never>, 'headersSent' | 'headerNames' | 'removeHeader'>,
  response: Response,
): void {
  if (port.headersSent(response)) return;
  for (const name of port.headerNames(response)) {
    if (describesAnotherAnswer(name)) port.removeHeader(response, name);
  }
}

// A copy, since frameworks want an array that they could change.
const OFFERED = [...OFFERED_MEDIA_TYPES];

/** A `next` that only carries errors. Without an argument, with `"route"` or `"router"`, Express would go on. */
function sealed<Request extends object, Response, Next extends GateNext, Handler>({
  gate,
  port,
  next,
}: Closing<Request, Response, Next, Handler>): GateNext {
  return (error) => {
    // Thrown and not rejected: an onClosed that calls next() without awaiting it must not leave a rejection unhandled.
    if (port.fail === undefined) throw gate.bypassError();
    const goesOn = !error || error === 'route' || error === 'router';
    port.fail(goesOn ? gate.bypassError() : error, next);
  };
}

/** Sends what a promise rejects with down the error path. */
function watch<Next extends GateNext>(
  result: unknown,
  port: Pick<GatePort<never, never, Next, never>, 'fail'>,
  next: Next,
): void {
  if (isPromise(result)) result.then(undefined, (error: unknown) => fail(port, thrownError(error), next));
}

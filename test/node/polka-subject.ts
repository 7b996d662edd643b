import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AdapterSubject, Mounting, RunningApp } from '@halyard/conformance';
import type { Handler } from '@halyard/node';
import polka, { type Polka } from 'polka';
import { serveApp } from '../support/serve-app.js';
import { answerError, nodeSubject } from './node-subject.js';

/** The suite's way to polka. */
export function polkaSubject(
  name: string,
  mountings: readonly Mounting<Handler>[],
): AdapterSubject<Handler, IncomingMessage> {
  return {
    ...nodeSubject(name, mountings),
    serve: (handlers, onError) => servePolka(polkaApp(onError).use(...handlers)),
  };
}

/** An app that answers errors with their status and headers. By default polka takes their `code` for a status. */
export function polkaApp(onError: (error: unknown) => void = () => {}): Polka {
  return polka({
    onError(error: unknown, _request: IncomingMessage, response: ServerResponse) {
      onError(error);
      answerError(response, error);
    },
    onNoMatch: (_request: IncomingMessage, response: ServerResponse) => answerError(response, undefined),
  });
}

/** Serves an app. */
export function servePolka({ handler }: Polka): Promise<RunningApp> {
  return serveApp(handler as (request: IncomingMessage, response: ServerResponse) => void);
}

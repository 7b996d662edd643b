import type { AnyFlags, NodeHandler } from '@halyard/admin';
import type { BackendStatus } from '@halyard/core';

/** What a probe may ask without a token. */
const PATHS = new Set(['/healthz', '/readyz']);

/** Names the layer that was never read; `undefined` if all were, or if its saved flags answer. */
type UnreadLayer = (status: BackendStatus) => BackendStatus | undefined;

/**
 * Answers the probes of an orchestrator, and leaves all other requests to `handler`. `/healthz` is 200 while the process
 * answers. `/readyz` is 200 once all flags were read, from the store or from the file of the last known flags, and 503
 * before. A store that goes away later changes neither: the last known flags answer.
 */
export function withProbes(flags: AnyFlags, unreadLayer: UnreadLayer, handler: NodeHandler): NodeHandler {
  return (request, response) => {
    const { method, url = '' } = request;
    const path = url.split('?', 1)[0]!;
    if (!PATHS.has(path) || (method !== 'GET' && method !== 'HEAD')) return handler(request, response);
    const isReady = path === '/healthz' || unreadLayer(flags.status()) === undefined;
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
    // No reason: it may name the address of the store, and any client may ask.
    response.writeHead(isReady ? 200 : 503, headers).end(isReady ? 'ok\n' : 'the flags were not read yet\n');
  };
}

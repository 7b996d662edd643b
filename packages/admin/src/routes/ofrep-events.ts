import { Problem } from '../http/problem.js';
import { textParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { STREAM_PATH } from '../ofrep/ofrep-service.js';
import type { AdminService } from './admin-service.js';
import { RETRY_SECONDS, streamAnswer } from './stream-answer.js';

/** The longest life of a stream without a ticket, in milliseconds. Then its client must authenticate again. */
const LIFETIME_MS = 900_000;

/** The event stream that bulk evaluations name. Its ticket takes the place of `authorize`. */
export function ofrepEventsRoute({ ofrep: { streams, tickets } }: AdminService): Route {
  const ticketOf = (url: URL) => tickets.read(url.searchParams.get('ticket') ?? '');
  return route({
    method: 'GET',
    path: STREAM_PATH,
    permission: 'evaluate',
    forLimited: true,
    ticket: (url) => ticketOf(url)?.access,
    id: 'ofrepEvents',
    summary:
      'OFREP: a stream of `refetchEvaluation`, sent whenever the answers for the caller may have changed. Bulk evaluations name its URL.',
    query: {
      ticket: textParameter('Proves who asks, for clients that can send no header.', 4096),
      since: textParameter('The version of the answers that the client has.'),
    },
    headers: {
      'Last-Event-ID': 'The id of the last event that the client received, in place of `since`.',
    },
    answers: {
      200: { description: 'The stream.', schema: { type: 'string' }, mediaType: 'text/event-stream' },
      503: { description: 'Too many streams are open, in all or by this caller.' },
    },
    async handle({ request, query, access, address = 'an unknown address' }) {
      const caller = `${access.actor} at ${address}`;
      const refusal = streams.refusal(caller);
      if (refusal !== undefined) {
        throw new Problem(503, 'TOO_MANY_STREAMS', refusal, { headers: { 'Retry-After': RETRY_SECONDS } });
      }
      const expires = ticketOf(new URL(request.url))?.expires;
      const body = await streams.open({
        caller,
        limit: access.flags,
        since: request.headers.get('last-event-id') ?? query.since,
        lifetimeMs: expires === undefined ? LIFETIME_MS : expires - Date.now(),
      });
      return streamAnswer(body);
    },
  });
}

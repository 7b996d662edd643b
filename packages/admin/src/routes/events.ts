import { Problem } from '../http/problem.js';
import { textParameter } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import type { AdminService } from './admin-service.js';
import { RETRY_SECONDS, streamAnswer } from './stream-answer.js';

/** Live changes as Server-Sent Events. */
export function eventRoutes(service: AdminService): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/events',
      permission: 'read',
      forLimited: true,
      id: 'streamEvents',
      summary:
        'A stream of `change` (the current flag or segment), `status` (of the backend) and `reset` (events were missed, or too many flags changed at once: read everything again).',
      query: {
        lastEventId: textParameter(
          'Like the header, for the first connection: the `lastEventId` of a list of flags.',
        ),
      },
      headers: {
        'Last-Event-ID': 'The id of the last event that the client received. The stream continues after it.',
      },
      answers: {
        200: { description: 'The stream.', schema: { type: 'string' }, mediaType: 'text/event-stream' },
        503: { description: 'Too many streams are open, in all or by this caller.' },
      },
      handle({ request, query, access }) {
        const events = service.events.of(access.flags);
        const refusal = events.refusal(access);
        if (refusal !== undefined) {
          throw new Problem(503, 'TOO_MANY_STREAMS', refusal, { headers: { 'Retry-After': RETRY_SECONDS } });
        }
        const body = events.open(access.actor, request.headers.get('last-event-id') ?? query.lastEventId);
        return streamAnswer(body);
      },
    }),
  ];
}

import type { Client } from '@openfeature/server-sdk';
import { createServer, type Server } from 'node:http';

/** A search that knows OpenFeature only. The header `x-user` identifies the user; a real app would have a session. */
export function makeSearch(client: Client): Server {
  return createServer(async (request, response) => {
    const { 'x-user': user } = request.headers;
    const context = typeof user === 'string' ? { targetingKey: user } : {};
    if (request.method === 'POST' && request.url === '/click') {
      client.track('clicked', context, { value: 1 });
      response.writeHead(204).end();
      return;
    }
    const { value, variant, reason, flagMetadata } = await client.getNumberDetails('page_size', 10, context);
    const ranking = await client.getBooleanValue('new_ranking', false, context);
    const answer = { pageSize: value, variant, reason, ranking: ranking ? 'new' : 'old', flagMetadata };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  });
}

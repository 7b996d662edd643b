import { bearerTokens } from '@halyard/admin';
import { expect } from 'chai';
import { Counter, Registry } from 'prom-client';
import { authorize, withServer } from './admin-server.js';

describe('GET /metrics', () => {
  const registry = new Registry();
  new Counter({ name: 'visits_total', help: 'Visits', registers: [registry] }).inc(3);

  it('answers with the text of a registry', () =>
    withServer(
      async (server) => {
        const { status, text, headers } = await server.send('/metrics?name[]=visits_total');
        expect(status).to.equal(200);
        expect(headers.get('content-type')).to.equal(registry.contentType);
        expect(text).to.include('\nvisits_total 3\n');
        const { json } = await server.send<{ paths: object }>('/openapi.json');
        expect(json.paths).to.have.property('/metrics');
      },
      {},
      { metrics: registry },
    ));

  it('is for callers that may read, or that have the permission for metrics', () =>
    withServer(
      async (server) => {
        const statuses = [null, 'evaluator', 'reader', 'writer'] as const;
        const found = await Promise.all(
          statuses.map(async (as) => (await server.send('/metrics', { as })).status),
        );
        expect(found).to.deep.equal([401, 403, 200, 200]);
      },
      {},
      { metrics: registry },
    ));

  it('is all that a caller can ask for who has only the permission for it', () => {
    const token = 'token-of-a-scraper';
    const access = { actor: 'prometheus', read: false, write: false, metrics: true };
    return withServer(
      async (server) => {
        const headers = { Authorization: `Bearer ${token}` };
        const status = async (path: string): Promise<number> =>
          (await fetch(server.origin + path, { headers })).status;
        expect(await status('/metrics')).to.equal(200);
        for (const path of ['/api/v1/flags', '/api/v1/status', '/ofrep/v1/configuration']) {
          expect(await status(path), path).to.equal(403);
        }
      },
      {},
      { metrics: registry, authorize: bearerTokens({ [token]: access }) },
    );
  });

  it('is not found without the option', () =>
    withServer(async (server) => {
      expect((await server.send('/metrics')).status).to.equal(404);
    }));

  it('rejects what is not a registry, and a permission that is not a boolean', async () => {
    await withServer(
      async (server) => {
        expect((await server.send('/metrics')).status).to.equal(500);
        expect(String(server.errors[0])).to.include('a boolean for metrics, received 1');
      },
      {},
      {
        metrics: registry,
        authorize: () => ({ actor: 'ana', read: true, write: false, metrics: 1 as never }),
      },
    );
    const making = withServer(async () => {}, {}, { metrics: {} as never, authorize });
    const error: unknown = await making.catch((reason: unknown) => reason);
    expect(String(error)).to.include('makeAdmin: option "metrics" must be a registry of prom-client');
  });
});

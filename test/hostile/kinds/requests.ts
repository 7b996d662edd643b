import { type Admin, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import type { HostileKind } from '../hostile-kind.js';
import { hostileDefinition, hostileJson } from '../hostile-json.js';
import { hostileText } from '../hostile-text.js';
import type { Random } from '../random.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'];
const PATHS = [
  '/api/v1/flags',
  '/api/v1/flags/NAME',
  '/api/v1/flags/NAME/enable',
  '/api/v1/flags/NAME/disable',
  '/api/v1/flags/NAME/rollout',
  '/api/v1/flags/NAME/explain',
  '/api/v1/flags/NAME/history',
  '/api/v1/flags/NAME/undo',
  '/api/v1/segments',
  '/api/v1/segments/NAME',
  '/api/v1/history',
  '/api/v1/status',
  '/api/v1/export',
  '/api/v1/import',
  '/api/v1/validate',
  '/ofrep/v1/evaluate/flags',
  '/ofrep/v1/evaluate/flags/NAME',
  '/ofrep/v1/configuration',
  '/openapi.json',
  '/',
  '/assets/NAME',
  '/NAME',
];
const QUERIES = ['limit', 'after', 'before', 'q', 'state', 'format', 'mode', 'dryRun', 'name', 'NAME'];
const HEADERS = [
  'if-match',
  'if-none-match',
  'accept',
  'content-type',
  'origin',
  'x-halyard-actor',
  'sec-fetch-site',
];
/** After so many requests the flags are made anew, so that what is stored stays little. */
const REQUESTS_PER_SERVICE = 2000;

/** Requests to the API: none fails for a reason of ours, and each answer is whole. */
export const requests: HostileKind = {
  name: 'requests',
  limitMs: 50,
  async open() {
    let admin = await freshAdmin();
    let asked = 0;
    return (random) => {
      const request = requestOf(random);
      return async () => {
        if (++asked % REQUESTS_PER_SERVICE === 0) {
          admin.close();
          admin = await freshAdmin();
        }
        const response = await admin.fetch(request());
        const text = await response.text();
        if (response.status >= 500) throw new Error(`status ${response.status}: ${text}`);
        if (response.headers.get('content-type')?.includes('json') === true && text !== '') JSON.parse(text);
      };
    };
  },
};

async function freshAdmin(): Promise<Admin> {
  const flags = await FeatureFlags.open(new MemoryBackend({ some: '25%' }), { logger: false });
  const onError = (error: unknown): never => {
    throw error;
  };
  return makeAdmin(flags, { authorize: () => ({ actor: 'ana', read: true, write: true }), onError });
}

function requestOf(random: Random): () => Request {
  const method = random.of(METHODS);
  const path = random.of(PATHS).replace('NAME', () => segment(random));
  const query = random.list(3, () => `${segment(random)}=${segment(random)}`);
  const known = random.list(2, () => `${random.of(QUERIES)}=${segment(random)}`);
  const url = `http://localhost${path}?${[...query, ...known].join('&')}`;
  const headers = random.list(3, () => [random.of(HEADERS), headerValue(random)] as const);
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(random);
  const type = random.once(5) ? hostileText(random) : 'application/json';
  return () => {
    const all = new Headers();
    for (const [name, value] of [['content-type', type], ...headers] as const) {
      try {
        all.set(name, value);
      } catch {
        // No client can send it either.
      }
    }
    return new Request(url, { method, headers: all, ...(body === undefined ? {} : { body }) });
  };
}

function segment(random: Random): string {
  const text = random.once(3) ? 'some' : hostileText(random).slice(0, 2000);
  // Some as a client would write it, some as it is.
  if (random.once(3)) return text.replaceAll(/[\s?#\ud800-\udfff]/g, '');
  return encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, ''));
}

function headerValue(random: Random): string {
  return random.of(['*', '"x"', 'W/"x"', 'application/json', 'null', hostileText(random).slice(0, 500)]);
}

function bodyOf(random: Random): string {
  if (random.once(6)) return hostileText(random);
  if (random.once(4))
    return JSON.stringify({ context: hostileJson(random, 2), definition: hostileJson(random, 2) });
  if (random.once(3)) return JSON.stringify({ [hostileText(random)]: hostileDefinition(random) });
  return JSON.stringify(random.once(2) ? hostileDefinition(random) : hostileJson(random)) ?? '';
}

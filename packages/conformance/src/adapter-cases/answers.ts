import assert from 'node:assert/strict';
import type { GateOptions } from '@halyard/core/adapter';
import type { AdapterLab, Answer } from '../adapter-lab.js';
import type { AdapterCase } from './adapter-case.js';

const JSON_TYPE = 'application/problem+json';
const TEXT_TYPE = 'text/plain; charset=utf-8';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

/** Headers that earlier middleware may set. The targeted cache fields of RFC 9213 precede `Cache-Control`. */
const OF_ANOTHER_ANSWER: Readonly<Record<string, string>> = {
  'Surrogate-Control': 'max-age=3600',
  'CDN-Cache-Control': 'max-age=3600',
  'Cloudflare-CDN-Cache-Control': 'max-age=3600',
  Expires: 'Fri, 01 Jan 2100 00:00:00 GMT',
  Age: '7',
  ETag: '"a"',
  'Last-Modified': 'Fri, 01 Jan 2021 00:00:00 GMT',
  'Accept-Ranges': 'bytes',
  'Content-Disposition': 'attachment',
  'Content-Encoding': 'gzip',
  'Content-Language': 'de',
  'Content-Location': '/en',
  'Content-Range': 'bytes 0-1/2',
};

async function closed(
  lab: AdapterLab,
  options: GateOptions<object, unknown> = {},
  init: RequestInit = {},
): Promise<Answer> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  const flags = await lab.flags({ secret_project: false });
  const behind = lab.behind();
  const gate = makeFlagGate('secret_project', options);
  const client = await lab.serve(featureFlags(flags), gate, behind.middleware);
  const answer = await client.request('/', init);
  assert.equal(behind.runs, 0);
  return answer;
}

function accepting(accept: string, type: string): AdapterCase {
  return {
    name: `Accept: ${accept} gets ${type}`,
    async test(lab) {
      const { status, headers, body } = await closed(lab, { detail: 'Not yet' }, { headers: { accept } });
      assert.equal(status, 404);
      assert.equal(headers.get('content-type'), type);
      if (type === TEXT_TYPE) assert.equal(body, 'Not Found: Not yet\n');
      else assert.equal((JSON.parse(body) as { detail: string }).detail, 'Not yet');
    },
  };
}

export const answerCases: readonly AdapterCase[] = [
  {
    name: 'a 404 with a problem document, never to be cached',
    async test(lab) {
      const { status, headers, body } = await closed(lab);
      assert.equal(status, 404);
      assert.equal(headers.get('content-type'), JSON_TYPE);
      assert.equal(headers.get('cache-control'), 'private, no-store');
      assert.equal(headers.get('content-length'), String(new TextEncoder().encode(body).length));
      assert.equal(headers.get('retry-after'), null);
      assert.match(headers.get('vary') ?? '', /\baccept\b/i);
      assert.deepEqual(JSON.parse(body), {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'This resource is not available.',
        code: 'NOT_FOUND',
      });
    },
  },
  {
    name: 'no other headers, but those that every answer has',
    async test(lab) {
      const open = await (await lab.serve(lab.behind().middleware)).request();
      const known = new Set([
        'cache-control',
        'content-length',
        'content-type',
        'vary',
        ...open.headers.keys(),
      ]);
      const { headers } = await closed(lab);
      assert.deepEqual(
        [...headers.keys()].filter((name) => !known.has(name)),
        [],
      );
    },
  },
  {
    name: 'the status, problem and headers of its options',
    async test(lab) {
      const problem = {
        type: 'https://example.com/beta',
        title: 'Bêta',
        detail: 'Ask for an invitation',
        code: 'BETA',
      };
      const options = {
        ...problem,
        statusCode: 403,
        headers: { 'X-Beta': 'closed' },
        retryAfterSeconds: 3600,
      };
      const { status, headers, body } = await closed(lab, options);
      assert.equal(status, 403);
      assert.deepEqual(JSON.parse(body), { ...problem, status: 403 });
      assert.equal(headers.get('x-beta'), 'closed');
      assert.equal(headers.get('retry-after'), '3600');
      assert.equal(headers.get('cache-control'), 'private, no-store');
      assert.equal(headers.get('content-length'), String(new TextEncoder().encode(body).length));
    },
  },
  {
    name: 'detail and code by the status',
    async test(lab) {
      const { body } = await closed(lab, { statusCode: 503 });
      const { detail, code } = JSON.parse(body) as Record<string, string>;
      assert.equal(detail, 'This resource is temporarily unavailable.');
      assert.equal(code, 'SERVICE_UNAVAILABLE');
      const teapot = await closed(lab, { statusCode: 418 });
      assert.equal((JSON.parse(teapot.body) as { code: string }).code, 'CLIENT_ERROR');
    },
  },
  ...(['respond', 'error'] as const).map((onClosed) => ({
    name: `onClosed "${onClosed}": no header that describes another answer, or lets a cache keep this one`,
    needs: 'response' as const,
    async test(lab: AdapterLab) {
      const { featureFlags, makeFlagGate } = lab.adapter;
      const flags = featureFlags(await lab.flags({ gated: false }));
      const before = lab.subject.middleware((_request, response) => {
        const headers = { ...OF_ANOTHER_ANSWER, 'X-Request-Id': '7' };
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        return undefined;
      });
      const client = await lab.serve(before, flags, makeFlagGate('gated', { onClosed }));
      const { status, headers } = await client.request();
      assert.equal(status, 404);
      for (const name of Object.keys(OF_ANOTHER_ANSWER)) assert.equal(headers.get(name), null, name);
      assert.equal(headers.get('cache-control'), 'private, no-store');
      if (onClosed === 'respond') assert.equal(headers.get('x-request-id'), '7');
    },
  })),
  {
    name: 'a 503 always says when to come back',
    async test(lab) {
      assert.equal((await closed(lab, { statusCode: 503 })).headers.get('retry-after'), '60');
      const inAMoment = await closed(lab, { statusCode: 503, retryAfterSeconds: 0 });
      assert.equal(inAMoment.headers.get('retry-after'), '0');
    },
  },
  {
    name: 'JSON where the client sends no Accept',
    async test(lab) {
      const flags = await lab.flags({ gated: false });
      const client = await lab.serve(lab.adapter.makeFlagGate('gated', { flags }));
      const { head, body } = await client.raw('GET / HTTP/1.1');
      assert.match(head, /^HTTP\/1\.1 404 Not Found\r\n/);
      assert.match(head, /\r\nContent-Type: application\/problem\+json\r\n/i);
      assert.equal((JSON.parse(body) as { status: number }).status, 404);
    },
  },
  accepting('*/*', JSON_TYPE),
  accepting('application/json', JSON_TYPE),
  accepting('application/json, text/plain, */*', JSON_TYPE),
  accepting('application/*', JSON_TYPE),
  accepting(BROWSER, TEXT_TYPE),
  accepting('text/plain', TEXT_TYPE),
  accepting('text/plain;q=0.5, application/problem+json', JSON_TYPE),
  accepting('image/png', TEXT_TYPE),
  ...['*/*', BROWSER].map((accept) => ({
    name: `HEAD with Accept: ${accept} gets the headers of GET and no body`,
    async test(lab: AdapterLab) {
      const get = await closed(lab, { statusCode: 503 }, { headers: { accept } });
      const head = await closed(lab, { statusCode: 503 }, { headers: { accept }, method: 'HEAD' });
      assert.equal(head.status, 503);
      assert.equal(head.body, '');
      for (const name of ['content-type', 'content-length', 'cache-control', 'retry-after', 'vary']) {
        assert.equal(head.headers.get(name), get.headers.get(name), name);
      }
    },
  })),
  {
    name: 'not a byte after the headers of a HEAD request',
    async test(lab) {
      const flags = await lab.flags({ export_down: true });
      const client = await lab.serve(lab.adapter.makeKillSwitch('export_down', { flags }));
      const { head, body } = await client.raw('HEAD / HTTP/1.1');
      assert.match(head, /^HTTP\/1\.1 503 Service Unavailable\r\n/);
      assert.match(head, /\r\nContent-Length: [1-9]/i);
      assert.match(head, /\r\nRetry-After: 60\r\n/i);
      assert.equal(body, '');
    },
  },
  {
    name: 'the headers that were set before, and one more field in Vary',
    needs: 'response',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: false });
      const before = lab.subject.middleware((_request, response) => {
        response.setHeader('Vary', 'Origin');
        response.setHeader('Access-Control-Allow-Origin', '*');
        return undefined;
      });
      const { headers } = await (await lab.serve(before, makeFlagGate('gated', { flags }))).request();
      assert.deepEqual(headers.get('vary')?.split(/, */), ['Origin', 'Accept']);
      assert.equal(headers.get('access-control-allow-origin'), '*');
    },
  },
  {
    name: 'nothing, where another handler has begun to answer',
    needs: 'response',
    async test(lab) {
      const { makeFlagGate } = lab.adapter;
      const flags = await lab.flags({ gated: false });
      const begun = lab.subject.middleware((_request, response) => {
        response.write('begun');
        setImmediate(() => response.end());
        return undefined;
      });
      const behind = lab.behind();
      const client = await lab.serve(begun, makeFlagGate('gated', { flags }), behind.middleware);
      const { status, headers, body } = await client.request();
      assert.equal(status, 200);
      assert.match(body, /^begun/);
      assert.doesNotMatch(body, /about:blank|Not Found/);
      assert.equal(headers.get('cache-control'), null);
      assert.equal(behind.runs, 0);
      assert.deepEqual(client.errors, []);
    },
  },
  {
    name: 'nothing that names the flag',
    async test(lab) {
      for (const accept of ['*/*', BROWSER]) {
        for (const onClosed of ['respond', 'error'] as const) {
          const { headers, body } = await closed(lab, { onClosed }, { headers: { accept } });
          assert.ok(!JSON.stringify([...headers, body]).includes('secret_project'), body);
        }
      }
    },
  },
];

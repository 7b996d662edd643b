import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type AdminServer, type Received, withServer } from './admin-server.js';

const FLAGS = { alpha: { rules: [{ when: { agent: { $regex: 'bot' } } }] }, beta: true } as const;

/** Each way that a context reaches an evaluation, with the member of the answer that says what is wrong. */
const WAYS = [
  { path: '/ofrep/v1/evaluate/flags/alpha', code: 'errorCode', detail: 'errorDetails' },
  { path: '/ofrep/v1/evaluate/flags', code: 'errorCode', detail: 'errorDetails' },
  { path: '/api/v1/flags/alpha/explain', code: 'code', detail: 'detail' },
] as const;

const send = (server: AdminServer, path: string, context: object): Promise<Received> =>
  server.send(path, { method: 'POST', body: { context } });

describe('a context over HTTP', () => {
  let evaluations = 0;
  const count = (): void => void evaluations++;

  beforeEach(() => {
    evaluations = 0;
    subscribe('halyard:evaluation', count);
  });

  afterEach(() => unsubscribe('halyard:evaluation', count));

  for (const { path, code, detail } of WAYS) {
    it(`of ${path} is refused when a text, a list or all of it is too long`, () =>
      withServer(async (server) => {
        const refusals: [context: object, sentence: RegExp][] = [
          [{ agent: 'x'.repeat(8193) }, /^the attribute "agent" has 8193 characters, the limit is 8192$/],
          [{ a: { b: ['x'.repeat(8193)] } }, /^the attribute "a" has 8193 characters/],
          [
            { groups: Array.from({ length: 2001 }, () => 1) },
            /^the attribute "groups" has 2001 items, the limit/,
          ],
          [texts(9), /^the context has 73\d\d\d bytes of JSON, the limit is 65536$/],
        ];
        for (const [context, sentence] of refusals) {
          const { status, json } = await send(server, path, context);
          expect(status).to.equal(400);
          expect(json[code]).to.equal('INVALID_CONTEXT');
          expect(json[detail]).to.match(sentence);
        }
        expect(evaluations).to.equal(0);
        const largest = { ...texts(7), groups: Array.from({ length: 2000 }, () => 1) };
        expect((await send(server, path, largest)).status).to.equal(200);
      }, FLAGS));
  }

  it('is refused before the first of 2,000 patterns is tried on 900 KB', () =>
    withServer(
      async (server) => {
        const { status, json } = await server.send('/ofrep/v1/evaluate/flags', {
          method: 'POST',
          as: 'evaluator',
          body: { context: { agent: 'x'.repeat(900_000) } },
        });
        expect(status).to.equal(400);
        expect(json).to.deep.equal({
          errorCode: 'INVALID_CONTEXT',
          errorDetails: 'the body is too large: the limit is 131072 bytes',
        });
        expect(evaluations).to.equal(0);
      },
      Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`flag_${i}`, FLAGS.alpha])),
    ));
});

/** So many texts of the greatest length. */
function texts(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`text${i}`, 'x'.repeat(8192)]));
}

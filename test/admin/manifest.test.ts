import { manifestDocument, type ManifestFlag, manifestFlag, manifestFlags } from '@halyard/admin';
import { defineFlags, FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { MANIFEST_FILE, SYNC_ANSWERS } from '../support/manifest-schemas.js';
import { type AdminServer, type Received, type Sent, withServer } from './admin-server.js';

const PATH = '/openfeature/v0/manifest';
const ajv = new Ajv2020({ strict: false });

function expectValid(schema: object, value: unknown): void {
  const validate = ajv.compile(schema);
  expect(validate(value), `${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`).to.equal(true);
}

async function send(
  server: AdminServer,
  path: string,
  form: keyof typeof SYNC_ANSWERS,
  sent: Sent = {},
): Promise<Received> {
  const answer = await server.send(PATH + path, sent);
  expectValid(SYNC_ANSWERS[answer.status < 400 ? form : 'error'], answer.json);
  return answer;
}

const pull = async (server: AdminServer): Promise<readonly ManifestFlag[]> =>
  (await send(server, '', 'envelope')).json['flags'] as ManifestFlag[];

/** Creates and updates flags as `openfeature push` does; resolves with the requests. */
async function push(server: AdminServer, manifest: readonly ManifestFlag[]): Promise<readonly string[]> {
  const remote = new Map((await pull(server)).map((flag) => [flag.key, flag]));
  const requests: string[] = [];
  for (const flag of manifest) {
    const there = remote.get(flag.key);
    if (JSON.stringify(there) === JSON.stringify(flag)) continue;
    const isNew = there === undefined;
    const method = isNew ? 'POST' : 'PUT';
    const path = isNew ? '/flags' : `/flags/${flag.key}`;
    const { status } = await send(server, path, 'flag', { method, body: flag });
    requests.push(`${method} ${flag.key} ${status}`);
  }
  return requests;
}

const MANIFEST: readonly ManifestFlag[] = [
  { key: 'checkout', type: 'boolean', description: 'The new checkout', defaultValue: false },
  { key: 'greeting', type: 'string', defaultValue: 'Hello' },
  { key: 'legacy', type: 'boolean', defaultValue: true },
  { key: 'ratio', type: 'float', defaultValue: 0.15 },
  { key: 'size', type: 'integer', defaultValue: 20 },
  { key: 'theme', type: 'object', description: 'Colours', defaultValue: { primary: '#007bff' } },
];

describe('the manifest', () => {
  const entry = (text: string): Partial<ManifestFlag> | undefined => {
    const { key: _, ...rest } = manifestFlag('x', parseFlag('x', text).flag!.definition, undefined) ?? {};
    return rest;
  };

  it('has the type of what a flag serves, and a default that does not depend on how it is switched', () => {
    for (const text of ['on', 'off', '25%', '{"default":true}', '{"enabled":false,"default":true}']) {
      expect(entry(text), text).to.deep.equal({ type: 'boolean', defaultValue: false });
    }
    expect(entry('{"default":"a","rules":[{"serve":"b"}]}')).to.deep.equal({
      type: 'string',
      defaultValue: 'a',
    });
    expect(entry('{"default":1}')).to.deep.equal({ type: 'integer', defaultValue: 1 });
    expect(entry('{"default":1,"rules":[{"serve":1.5}]}')).to.deep.equal({ type: 'float', defaultValue: 1 });
    expect(entry('{"default":[1]}')).to.deep.equal({ type: 'object', defaultValue: [1] });
    expect(entry('{"default":"a","variants":{"a":{"b":1},"c":{}}}')).to.deep.equal({
      type: 'object',
      defaultValue: { b: 1 },
    });
    expect(entry('{"default":null}')).to.deep.equal({});
  });

  it('has the default that the program declares, also of a flag that is not stored', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ pageSize: { default: 50, description: 'stored' }, other: true }),
      {
        logger: false,
        flags: defineFlags({ 'page-size': { default: 20 }, legacy: { default: true, description: 'old' } }),
      },
    );
    expect(manifestFlags(flags as never)).to.deep.equal([
      { key: 'legacy', type: 'boolean', description: 'old', defaultValue: true },
      { key: 'other', type: 'boolean', defaultValue: false },
      { key: 'page-size', type: 'integer', defaultValue: 20 },
      { key: 'pageSize', type: 'integer', description: 'stored', defaultValue: 50 },
    ]);
  });

  it('is a file as the published schema has it', () => {
    const document = manifestDocument([
      ...MANIFEST,
      { key: '__proto__', type: 'boolean', defaultValue: false },
    ]);
    expectValid(MANIFEST_FILE, document);
    expect(Object.keys(document.flags)).to.have.length(7);
    expect(document.flags['ratio']).to.deep.equal({ flagType: 'float', defaultValue: 0.15 });
  });
});

describe('the manifest API of the OpenFeature CLI', () => {
  it('creates what is pushed, and a second push finds nothing to do', () =>
    withServer(async (server) => {
      expect(await push(server, MANIFEST)).to.deep.equal(MANIFEST.map(({ key }) => `POST ${key} 201`));
      expect(await pull(server)).to.deep.equal(MANIFEST);
      expect(await push(server, MANIFEST)).to.deep.equal([]);
      const { flags } = server;
      expect([flags.isEnabled('checkout'), flags.isEnabled('legacy')]).to.deep.equal([false, true]);
      expect(flags.getValue('size', 0)).to.equal(20);
      expect(((await flags.history({ name: 'checkout' })) ?? [])[0]).to.include({ actor: 'ana' });
    }));

  it('never changes by an update what a flag serves', () =>
    withServer(async (server) => {
      await push(server, MANIFEST);
      await server.flags.enable('checkout');
      await server.flags.disable('legacy');
      await server.flags.set('size', { default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] });
      const changed = [
        { key: 'checkout', type: 'boolean', description: 'Renamed', defaultValue: true },
        { key: 'legacy', type: 'boolean', defaultValue: false },
        { key: 'size', type: 'integer', defaultValue: 30 },
      ] as const;
      expect(await push(server, changed)).to.deep.equal(changed.map(({ key }) => `PUT ${key} 200`));
      expect(await push(server, changed)).to.deep.equal([]);
      const { flags } = server;
      expect([flags.isEnabled('checkout'), flags.isEnabled('legacy')]).to.deep.equal([true, false]);
      expect(flags.getValue('size', 0, { plan: 'pro' })).to.equal(100);
      expect(flags.getValue('size', 0)).to.equal(10);
      expect(flags.definition('checkout')!.definition.description).to.equal('Renamed');
      const { json } = await send(server, '/flags/size', 'flag', {
        method: 'PUT',
        body: { key: 'size', type: 'integer', description: 'Items of a page' },
      });
      expect(json['flag']).to.include({ description: 'Items of a page', defaultValue: 30 });
    }));

  it('deletes, and says what the caller may do', () =>
    withServer(
      async (server) => {
        const gone = await send(server, '/flags/alpha', 'archived', { method: 'DELETE' });
        expect(gone.json).to.include({ message: 'flag "alpha" is deleted' });
        expect(gone.headers.get('x-manifest-capabilities')).to.equal('read,write,delete');
        expect(server.flags.has('alpha')).to.equal(false);
        const read = await send(server, '', 'envelope', { as: 'reader' });
        expect(read.headers.get('x-manifest-capabilities')).to.equal('read');
      },
      { alpha: true },
    ));

  it('says what is wrong, in its own form', () => {
    const float = { key: 'size', type: 'float', defaultValue: 1 };
    const failures: readonly [status: number, message: RegExp | string, path: string, sent: Sent][] = [
      [401, 'authentication required: send a bearer token', '', { as: null }],
      [403, 'app does not have read permission', '', { as: 'evaluator' }],
      [403, 'rita does not have write permission', '/flags/size', { method: 'DELETE', as: 'reader' }],
      [404, 'there is no flag "x"', '/flags/x', { method: 'DELETE' }],
      [404, 'there is no flag "x"', '/flags/x', { method: 'PUT', body: { ...float, key: 'x' } }],
      [409, 'flag "size" exists', '/flags', { method: 'POST', body: float }],
      [409, 'flag "new_size" exists', '/flags', { method: 'POST', body: { ...float, key: 'newSize' } }],
      [
        409,
        'the type of "size" can\'t be changed from integer to string',
        '/flags/size',
        { method: 'PUT', body: { key: 'size', type: 'string', defaultValue: 'x' } },
      ],
      [
        400,
        /"key" must be that of the path, "size"/,
        '/flags/size',
        { method: 'PUT', body: { ...float, key: 'x' } },
      ],
      [400, /must have "defaultValue"/, '/flags', { method: 'POST', body: { key: 'x', type: 'boolean' } }],
      [
        400,
        'the body: "defaultValue" must be of the type integer, received 1.5',
        '/flags',
        { method: 'POST', body: { key: 'x', type: 'integer', defaultValue: 1.5 } },
      ],
      [
        400,
        /must be one of "boolean", "string"/,
        '/flags',
        { method: 'POST', body: { key: 'x', type: 'json' } },
      ],
      [400, /unknown member "tag"/, '/flags', { method: 'POST', body: { ...float, tag: 1 } }],
      [400, /name/, '/flags', { method: 'POST', body: { ...float, key: '$x' } }],
      [400, /the body is not JSON/, '/flags', { method: 'POST', body: '{' }],
    ];
    return withServer(
      async (server) => {
        for (const [status, message, path, sent] of failures) {
          const answer = await send(server, path, 'envelope', sent);
          const what = `${sent.method} ${path} ${JSON.stringify(sent.body)}: ${answer.text}`;
          expect(answer.status, what).to.equal(status);
          const { error } = answer.json as { error: { message: string; status: number } };
          expect(error.status).to.equal(status);
          if (typeof message === 'string') expect(error.message).to.equal(message);
          else expect(error.message).to.match(message);
        }
        expect(server.errors).to.deep.equal([]);
      },
      { size: { default: 10, rules: [] } satisfies FlagDefinition, new_size: true },
    );
  });
});

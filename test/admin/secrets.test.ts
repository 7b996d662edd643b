import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { EventClient } from './event-client.js';
import { type AdminServer, withServer } from './admin-server.js';

// Two words that are in no answer by chance, unlike digits, which may be part of an id or a time.
const PARTS = ['quizzical', 'zephyr'] as const;
const SECRET = PARTS.join('-');

/** Every answer that may speak of a flag. */
const SURFACES: Readonly<Record<string, readonly [method: string, path: string, body?: unknown]>> = {
  'the status': ['GET', '/api/v1/status'],
  'the list': ['GET', '/api/v1/flags'],
  'the list of what is invalid': ['GET', '/api/v1/flags?invalid=true'],
  'the flag': ['GET', '/api/v1/flags/flags_api_key'],
  'the explanation': ['POST', '/api/v1/flags/flags_api_key/explain', {}],
  'the export': ['GET', '/api/v1/export'],
  'the export for flagd': ['GET', '/api/v1/export?format=flagd'],
  'the difference of an import': ['POST', '/api/v1/import?dryRun=true', { flags_api_key: true }],
  'the evaluation': ['POST', '/ofrep/v1/evaluate/flags/flags_api_key', {}],
  'all evaluations': ['POST', '/ofrep/v1/evaluate/flags', {}],
  'the refusal to enable it': ['POST', '/api/v1/flags/flags_api_key/enable'],
  'the answer to disabling it': ['POST', '/api/v1/flags/flags_api_key/disable'],
  'the history': ['GET', '/api/v1/history'],
};

describe('a secret in a variable that looks like a flag', () => {
  const withSecret = (test: (server: AdminServer) => Promise<void>): Promise<void> => {
    const env = { FEATURE_FLAGS_API_KEY: SECRET, FEATURE_BROKEN: `{"${SECRET}":1}`, FEATURE_BETA: 'on' };
    return withServer(test, new CompositeBackend([new MemoryBackend(), new EnvBackend({ env })]));
  };

  for (const [surface, [method, path, body]] of Object.entries(SURFACES)) {
    it(`is not in ${surface}`, () =>
      withSecret(async (server) => {
        const { text } = await server.send(path, { method, ...(body === undefined ? {} : { body }) });
        for (const part of PARTS) expect(text).not.to.contain(part);
      }));
  }

  it('is not in the events', () =>
    withSecret(async (server) => {
      const client = await EventClient.open(server.origin);
      const status = await client.next('status');
      await server.flags.set('flags_api_key', '5%');
      const changed = await client.next('change');
      await server.flags.delete('flags_api_key');
      const back = await client.next('change');
      client.close();
      expect(back!.data).to.have.nested.property('flag.text', 'off');
      for (const part of PARTS) expect(JSON.stringify([status, changed, back])).not.to.contain(part);
    }));

  it('is named by its variable and its length', () =>
    withSecret(async (server) => {
      const { json } = await server.send('/api/v1/flags/flags_api_key');
      expect(json).to.include({ state: 'off', text: 'off' });
      expect(json['problem']).to.contain(
        `the text of FEATURE_FLAGS_API_KEY (${SECRET.length} characters) is not understood`,
      );
    }));
});

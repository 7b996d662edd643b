import { signedOverrides } from '@halyard/core';
import { expect } from 'chai';
import { type Received, withServer } from './admin-server.js';

const overrides = signedOverrides({
  keys: ['a secret for the tests, with enough characters'],
  allow: ['new_checkout', 'layout'],
});
const previews = { overrides, url: 'https://shop.example/preview' };

interface Preview {
  readonly token: string;
  readonly link: string;
  readonly until: string;
}

describe('previewing', () => {
  it('signs an override for a tester, and gives a link', () =>
    withServer(
      async (server) => {
        const { status, json }: Received<Preview> = await server.send('/api/v1/flags/layout/preview', {
          method: 'POST',
          body: { override: 'rich', forSeconds: 600 },
        });
        expect(status).to.equal(200);
        expect(json.link).to.equal(`https://shop.example/preview?token=${json.token}`);
        const read = await overrides.read(json.token);
        expect([...read.overrides]).to.deep.equal([['layout', 'rich']]);
        expect(new Date(read.expires!).toISOString()).to.equal(json.until);
        const { json: told } = await server.send('/api/v1/status');
        expect(told['previews']).to.deep.equal(['new_checkout', 'layout']);
      },
      {},
      { previews },
    ));

  it('refuses other flags, what no flag can answer, and callers who may only read', () =>
    withServer(
      async (server) => {
        const ask = (name: string, body: unknown, as: 'reader' | 'writer' = 'writer'): Promise<Received> =>
          server.send(`/api/v1/flags/${name}/preview`, { method: 'POST', body, as });
        const other = await ask('other', { override: true });
        expect(other.status).to.equal(404);
        expect(other.json['detail']).to.contain(
          "other can't be previewed: the app allows new_checkout, layout",
        );
        expect((await ask('layout', { override: 3 })).status).to.equal(400);
        expect((await ask('layout', { override: true, forSeconds: 10 ** 7 })).status).to.equal(400);
        expect((await ask('layout', { override: true }, 'reader')).status).to.equal(403);
      },
      {},
      { previews },
    ));

  it('is not there where the app has no previews', () =>
    withServer(async (server) => {
      const sent = { method: 'POST', body: { override: true } };
      expect((await server.send('/api/v1/flags/layout/preview', sent)).status).to.equal(404);
      expect((await server.send('/api/v1/status')).json).not.to.have.property('previews');
    }));
});

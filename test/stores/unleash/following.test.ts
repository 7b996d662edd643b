import { CompositeBackend, FeatureFlags, MemoryBackend } from '@halyard/core';
import { UnleashBackend, type UnleashBackendOptions } from '@halyard/stores/unleash';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { once } from 'node:events';
import { Unleash } from 'unleash-client';
import { until } from '../../support/until.js';
import { type Feature, UnleashServer } from './unleash-server.js';

const feature = (name: string, enabled: boolean, strategies: readonly object[] = []): Feature => ({
  name,
  enabled,
  strategies,
});

const half = feature('half', true, [
  { name: 'flexibleRollout', parameters: { rollout: '50', groupId: 'half', stickiness: 'userId' } },
]);

const untranslatable = feature('custom', true, [{ name: 'fullMoon' }]);

describe('the features of an Unleash that are followed', () => {
  let server: UnleashServer;
  let backend: UnleashBackend;

  beforeEach(async () => {
    server = await UnleashServer.start([feature('beta', true), half]);
  });
  afterEach(async () => {
    await backend.close();
    await server.stop();
  });

  const open = async (options: UnleashBackendOptions = {}): Promise<FeatureFlags> => {
    backend = new UnleashBackend(server.url, { token: UnleashServer.TOKEN, pollMs: 10, ...options });
    return FeatureFlags.open(backend, { logger: false });
  };

  it('are on for the same users as for its own SDK', async () => {
    const flags = await open();
    const client = new Unleash({
      url: server.url,
      appName: 'shop',
      customHeaders: { Authorization: UnleashServer.TOKEN },
      disableMetrics: true,
      skipInstanceCountWarning: true,
    });
    try {
      await once(client, 'synchronized');
      for (let i = 0; i < 50; i++) {
        const [theirs, ours] = [{ userId: `u${i}` }, { targetingKey: `u${i}` }];
        expect(flags.isEnabled('half', false, ours)).to.equal(client.isEnabled('half', theirs));
      }
      expect(flags.isEnabled('beta')).to.equal(true);
    } finally {
      client.destroy();
    }
  });

  it('are asked for as a client does, and sent again only if they changed', async () => {
    const headers = { 'X-Team': 'a', 'Unleash-AppName': 'not this' };
    const flags = await open({ appName: 'shop', instanceId: 'shop-1', headers });
    const [first] = server.requests;
    expect(first!.url).to.equal('/api/client/features');
    expect(first!.headers).to.include({
      authorization: UnleashServer.TOKEN,
      'unleash-appname': 'shop',
      'unleash-instanceid': 'shop-1',
      'unleash-client-spec': '5.2.2',
      'x-team': 'a',
    });
    await until('they are asked for again', () => server.requests.length > 2);
    const tag = server.requests[2]!.headers['if-none-match'];
    expect(tag).to.match(/^"[0-9a-f]{16}"$/);
    server.features = [feature('beta', false)];
    await until('the change arrives', () => !flags.isEnabled('beta'));
    expect(flags.has('half')).to.equal(false);
  });

  it('that can not be translated are missing and named, and the others are there', async () => {
    server.features = [untranslatable, feature('beta', true)];
    backend = new UnleashBackend(server.url, { token: UnleashServer.TOKEN, pollMs: 10 });
    const below = new MemoryBackend({ custom: 'users:ada' });
    const flags = await FeatureFlags.open(new CompositeBackend([backend, below]), { logger: false });
    expect(backend.status().problem).to.equal(
      'features of Unleash that can\'t be translated are missing: custom (strategies[0]: the strategy "fullMoon" is code of the app)',
    );
    expect(flags.isEnabled('beta')).to.equal(true);
    expect(flags.isEnabled('custom', false, { targetingKey: 'ada' })).to.equal(true);
    server.features = Array.from({ length: 7 }, (_, i) => ({ ...untranslatable, name: `c${i}` }));
    await until('only some are named', () => backend.status().problem?.endsWith(', and 2 more') === true);
    server.features = [];
    await until('nothing is wrong any more', () => backend.status().problem === undefined);
  });

  it('stay as they are known while the server does not answer with features', async () => {
    const flags = await open();
    const answers: readonly (readonly [status: number, body: string, reason: string])[] = [
      [500, '', 'answered 500'],
      [200, '<html>', 'at line 1'],
      [200, '{"toggles":[]}', 'it must have "features", a list of features of Unleash'],
    ];
    for (const [status, body, reason] of answers) {
      server.answer = (response) => void response.writeHead(status).end(body);
      await until(`the status says ${reason}`, () => backend.status().reason?.includes(reason) === true);
      expect(flags.isEnabled('beta')).to.equal(true);
    }
    server.answer = undefined;
    server.features = [feature('beta', false)];
    await until('they are followed again', () => !flags.isEnabled('beta'));
  });

  it('need the token, which no message shows', async () => {
    backend = new UnleashBackend(server.url, { token: async () => 'another-token', pollMs: 10 });
    void backend.open();
    await until('the status says why', () => backend.status().reason?.includes('401') === true);
    expect(JSON.stringify(backend.status())).not.to.include('another-token');
  });

  it('are read from GitLab with an instance instead of a token', async () => {
    server.answer = (response) =>
      void response.end(
        '{"version":1,"features":[{"name":"a","enabled":true,"strategies":[{"name":"default"}]}]}',
      );
    backend = new UnleashBackend(server.url, { appName: 'production', instanceId: 'glffct-1' });
    const flags = await FeatureFlags.open(backend, { logger: false });
    expect(flags.isEnabled('a')).to.equal(true);
    expect(server.requests[0]!.headers).to.include({
      'unleash-appname': 'production',
      'unleash-instanceid': 'glffct-1',
    });
    expect(server.requests[0]!.headers).not.to.have.property('authorization');
  });

  it('can not be written to', async () => {
    const flags = await open();
    const error: unknown = await flags.enable('beta').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'READ_ONLY');
  });

  it('are followed only with options that can be sent', async () => {
    await open();
    const make = (options: object) => () => new UnleashBackend(server.url, options);
    expect(make({ token: '' })).to.throw('option "token" must be visible ASCII characters, or a function');
    expect(make({ appName: 'ä' })).to.throw('option "appName" must be visible ASCII characters');
    expect(make({ instanceId: 5 })).to.throw('option "instanceId" must be visible ASCII characters');
    expect(make({ tokn: 'a' })).to.throw('tokn');
    expect(() => new UnleashBackend('unleash.example.com')).to.throw(
      'UnleashBackend: the URL must have the form',
    );
  });
});

import { bearerTokens, makeAdmin } from '@halyard/admin';
import type { RunningApp } from '@halyard/conformance';
import { CompositeBackend, EnvBackend, FeatureFlags } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import express from 'express';
import { halyard } from '../cli/halyard-process.js';
import { RedisServer } from '../support/redis-server.js';
import { serveApp } from '../support/serve-app.js';
import { until } from '../support/until.js';
import { documents } from './markdown.js';
import { wordsOf } from './walkthrough.js';

const TOKEN = 'token-of-a-person-on-call';
const ALICE = { targetingKey: 'alice' };

/** The words of the command that the table of the runbook gives for this way, as a shell would take them apart. */
function command(from: string): string[] {
  const { prose } = documents().find(({ path }) => path === 'docs/operate.md')!;
  const row = new RegExp(`^\\| ${from} +\\| \`(.+?)\``, 'm').exec(prose);
  if (row === null) throw new Error(`the runbook has no row "${from}"`);
  return wordsOf(row[1]!);
}

describe('the runbook', () => {
  let redis: RedisServer;
  let flags: FeatureFlags;
  let app: RunningApp;

  beforeEach(async () => {
    redis = await RedisServer.start();
    flags = await FeatureFlags.open(new RedisBackend(redis.url));
    await flags.set('new_checkout', { rules: [{ users: ['alice'] }] });
    const authorize = bearerTokens({ [TOKEN]: { actor: 'ana', read: true, write: true } });
    app = await serveApp(express().use('/flags', makeAdmin(flags, { authorize }).node));
    expect(flags.isEnabled('new_checkout', ALICE)).to.equal(true);
  });

  afterEach(async () => {
    await app.close();
    await flags.close();
    await redis.stop();
  });

  const isOff = (): Promise<unknown> => until('it is off', () => !flags.isEnabled('new_checkout', ALICE));

  it('turns a flag off from a terminal', async () => {
    const [npx, name, ...words] = command('a terminal');
    expect([npx, name]).to.deep.equal(['npx', 'halyard']);
    const { code, stderr } = await halyard(words, { env: { REDIS_URL: redis.url } });
    expect(code, stderr).to.equal(0);
    await isOff();
    await flags.enable('new_checkout');
    expect(flags.isEnabled('new_checkout', ALICE), 'its rules stayed').to.equal(true);
  });

  it('turns a flag off from a terminal that only the environment has, and a kill switch on that nothing has', async () => {
    const env = new EnvBackend({ env: { FEATURE_SEARCH: 'on' } });
    const layered = await FeatureFlags.open(new CompositeBackend([new RedisBackend(redis.url), env]));
    try {
      expect(layered.isEnabled('search')).to.equal(true);
      const options = { env: { REDIS_URL: redis.url } };
      expect((await halyard(['disable', 'search'], options)).code).to.equal(0);
      await until('it is off', () => !layered.isEnabled('search'));
      expect((await halyard(['enable', 'export_down'], options)).code).to.equal(0);
      await until('it is on', () => layered.isEnabled('export_down'));
    } finally {
      await layered.close();
    }
  });

  it('turns a flag off in Redis itself, and takes that back', async () => {
    const [program, ...words] = command('Redis itself');
    expect(program).to.equal('redis-cli');
    await redis.cli(...words);
    await isOff();
    await halyard(['undo', 'new_checkout', '--yes'], { env: { REDIS_URL: redis.url } });
    await until('it is on again', () => flags.isEnabled('new_checkout', ALICE));
  });

  it('turns a flag off over HTTP', async () => {
    const [curl, , method, , header, address] = command('anywhere');
    expect(curl).to.equal('curl');
    const [name, value] = header!.replace('$FLAG_TOKEN', TOKEN).split(': ');
    const url = address!.replace('https://shop.example.com', app.origin);
    const answer = await fetch(url, { method: method!, headers: { [name!]: value! } });
    expect(answer.status).to.equal(200);
    expect(flags.isEnabled('new_checkout', ALICE)).to.equal(false);
  });
});

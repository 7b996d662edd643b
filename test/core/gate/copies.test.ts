import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as core from '@halyard/core';
import type * as adapter from '@halyard/core/adapter';
import * as express from '@halyard/express';
import { expect } from 'chai';
import framework from 'express';
import request from 'supertest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('two copies of core in one process', () => {
  let folder: string;
  let copy: typeof core;
  let adapterCopy: typeof adapter;

  // As two versions in one node_modules would be.
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'halyard-copy-'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await cp(join(root, 'packages', 'core', 'src'), join(folder, 'src'), { recursive: true });
    const copied = (path: string): Promise<unknown> => import(pathToFileURL(join(folder, 'src', path)).href);
    copy = (await copied('index.ts')) as typeof core;
    adapterCopy = (await copied('gate/index.ts')) as typeof adapter;
  });

  after(() => rm(folder, { recursive: true }));

  it('are two', () => {
    expect(copy.FeatureFlags).not.to.equal(core.FeatureFlags);
  });

  it('take flags, views and errors of each other', async () => {
    const flags = await copy.FeatureFlags.open(new copy.MemoryBackend({ gated: 'users:ann' }));
    const app = framework().use(express.featureFlags(flags, { context: () => ({ targetingKey: 'ann' }) }));
    app.use(express.makeFlagGate('gated'), express.makeFlagGate('gated', { flags, enabled: false }));
    await request(app).get('/').expect(404);
    expect(core.isGateClosedError(new adapterCopy.Gate('flagGate', 'gated').error())).to.equal(true);
    await flags.close();
  });

  it('share the flags of a request in AsyncLocalStorage', async () => {
    const flags = await core.FeatureFlags.open(new core.MemoryBackend({ gated: true }));
    const app = framework().use(
      express.featureFlags(flags, { asyncLocalStorage: true }),
      (_request, response) => {
        response.send(copy.requestFlags().enabledFlags());
      },
    );
    await request(app).get('/').expect(200, ['gated']);
    await flags.close();
  });
});

import { build } from 'esbuild';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { fileURLToPath } from 'node:url';

describe('an app that is bundled with one client of Redis', () => {
  for (const missing of ['ioredis', 'redis']) {
    it(`needs no ${missing}`, async () => {
      const { errors } = await build({
        entryPoints: [fileURLToPath(new URL('../../packages/redis/src/connections/url.ts', import.meta.url))],
        bundle: true,
        platform: 'node',
        external: ['@halyard/*'],
        alias: { [missing]: 'a-package-that-is-not-installed' },
        write: false,
        logLevel: 'silent',
      });
      expect(errors).to.deep.equal([]);
    });
  }
});

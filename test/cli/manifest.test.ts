import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../support/manifest-schemas.js';
import { FlagFile } from './flag-file.js';

const isManifest = new Ajv2020({ strict: false }).compile(MANIFEST_FILE);

/** A module of an app, which has core in it, because it is run from outside of this repository. */
const APP_FLAGS = `
  import { defineFlags } from '@halyard/core';
  export const shop = defineFlags({ size: { default: 1.5 }, checkout: { default: true, description: 'x' } });
  export const more = defineFlags({ theme: { default: { primary: 'blue' } } });
  export const other = 5;
`;

describe('halyard manifest', () => {
  const file = new FlagFile({
    checkout: { rules: [{ rollout: 25 }], description: 'The new checkout' },
    page_size: { default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] },
    broken: { rule: [] },
    '$segment.staff': { email: 'a@example.com' },
  });

  after(() => file.remove());

  const module = (code: string): string => {
    const path = join(file.folder, 'flags.mjs');
    writeFileSync(path, code);
    return path;
  };

  it('prints the flags of the store, and says what it leaves out', async () => {
    const { code, stdout, stderr } = await file.run(['manifest']);
    expect({ code, stderr }).to.deep.equal({
      code: 4,
      stderr: 'left out: broken: rule: unknown key, did you mean rules?\n',
    });
    const manifest = JSON.parse(stdout) as { flags: object };
    expect(isManifest(manifest), stdout).to.equal(true);
    expect(manifest.flags).to.deep.equal({
      checkout: { flagType: 'boolean', description: 'The new checkout', defaultValue: false },
      page_size: { flagType: 'integer', defaultValue: 10 },
    });
  });

  it('prints the flags that a module declares, without a store', async () => {
    const { outputFiles } = await build({
      stdin: { contents: APP_FLAGS, resolveDir: import.meta.dirname },
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@halyard/source'],
      write: false,
    });
    const path = module(outputFiles[0]!.text);
    const { code, stdout, stderr } = await file.run(['manifest', path]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect((JSON.parse(stdout) as { flags: object }).flags).to.deep.equal({
      checkout: { flagType: 'boolean', description: 'x', defaultValue: true },
      size: { flagType: 'float', defaultValue: 1.5 },
      theme: { flagType: 'object', defaultValue: { primary: 'blue' } },
    });
  });

  it('says why a module gives no flags', async () => {
    const empty = module('export const a = 1;');
    expect(await file.run(['manifest', empty])).to.deep.include({
      code: 4,
      stderr: `halyard: ${empty} exports no result of defineFlags\n`,
    });
    const missing = join(file.folder, 'missing.mjs');
    const { code, stderr } = await file.run(['manifest', missing]);
    expect(code).to.equal(4);
    expect(stderr).to.include(`${missing} can't be loaded: Cannot find module`);
  });
});

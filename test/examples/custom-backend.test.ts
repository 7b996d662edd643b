import { type BackendFixture, backendSuite, runSections } from '@halyard/conformance';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonFile } from '../../examples/custom-backend/json-file.js';
import { Program } from '../support/program.js';

/** A file that holds these flags, in a folder of its own. */
async function fileWith(
  stored: ReadonlyMap<string, string>,
): Promise<{ file: string; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-'));
  const file = join(folder, 'flags.json');
  await writeFile(file, JSON.stringify(Object.fromEntries(stored)));
  return { file, dispose: () => rm(folder, { recursive: true }) };
}

async function create(stored: ReadonlyMap<string, string>): Promise<BackendFixture> {
  const { file, dispose } = await fileWith(stored);
  return {
    backend: new StoreBackend(jsonFile(file)),
    async change(name, text) {
      const flags = new Map(Object.entries<string>(JSON.parse(await readFile(file, 'utf8'))));
      if (text === undefined) flags.delete(name);
      else flags.set(name, text);
      await writeFile(`${file}.other`, JSON.stringify(Object.fromEntries(flags)));
      await rename(`${file}.other`, file);
    },
    dispose,
  };
}

runSections(backendSuite({ name: 'the JSON file of examples/custom-backend', create }), { describe, it });

describe('examples/custom-backend', () => {
  it('shows its flags, and each that changes', async () => {
    const { file, dispose } = await fileWith(new Map([['new_checkout', 'on']]));
    const program = Program.start('examples/custom-backend/main.ts', {}, [file]);
    try {
      await program.prints(/on for everyone: new_checkout/);
      await program.prints(/Edit/);
      await writeFile(file, '{"new_checkout":"off"}');
      await program.prints(/new_checkout: on -> off/);
      expect(await program.stop(), program.printed).to.equal(0);
    } finally {
      await program.stop();
      await dispose();
    }
  });
});

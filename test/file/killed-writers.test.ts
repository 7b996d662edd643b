import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { expectNoneLost, killWriters, WRITES, WRITES_TIMEOUT_MS } from '../support/killed-writers.js';
import { TemporaryFolder } from './temporary-folder.js';

describe('writers of one file that are killed again and again', function () {
  this.timeout(WRITES_TIMEOUT_MS);

  for (const name of ['flags.json', 'flags.yaml']) {
    it(`lose no confirmed write and leave no draft: ${name}`, async () => {
      const folder = new TemporaryFolder();
      const program = new URL('counting-writer.ts', import.meta.url);
      const writers = await killWriters(program, [folder.file(name), '1000000']);
      const backend = new FileBackend(folder.file(name));
      await backend.open();
      await backend.set('last', true);
      const stored = backend.snapshot.get('counter')!.definition.default as number;
      const history = await backend.history({ name: 'counter', limit: 10 * WRITES });
      await backend.close();
      expectNoneLost(writers, stored, history);
      expect(stored).to.be.at.most(writers.confirmed.length + writers.kills);
      // A process that was killed while it waited for the lock leaves its own draft of the lock, which goes after a minute.
      const left = readdirSync(folder.path).filter((each) => !each.startsWith(`.${name}.lock.`));
      expect(left).to.have.members([name, `${name}.history.jsonl`]);
      folder.remove();
    });
  }
});

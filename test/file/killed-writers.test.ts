import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TemporaryFolder } from './temporary-folder.js';

const COUNTING = fileURLToPath(new URL('counting-writer.ts', import.meta.url));
const NODE = ['--import=tsx', '--conditions=@halyard/source'];

/** How many writes are to be confirmed in all: HALYARD_WRITES=10000 is the long run. */
const WRITES = Number(process.env['HALYARD_WRITES'] ?? 80);
/** A writer is killed once so many of its own writes were confirmed. */
const writesOfOne = (): number => 1 + Math.floor(Math.random() * 20);

describe('writers of one file that are killed again and again', function () {
  this.timeout(60_000 + WRITES * 200);

  for (const name of ['flags.json', 'flags.yaml']) {
    it(`lose no confirmed write and leave no draft: ${name}`, async () => {
      const folder = new TemporaryFolder();
      const confirmed: number[] = [];
      let kills = 0;
      const work = async (): Promise<void> => {
        while (confirmed.length < WRITES) {
          const args = [...NODE, COUNTING, folder.file(name), '1000000'];
          const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
          await killAfter(writer, writesOfOne(), confirmed);
          kills++;
        }
      };
      await Promise.all([work(), work(), work()]);
      const backend = new FileBackend(folder.file(name));
      await backend.open();
      await backend.set('last', true);
      const stored = backend.snapshot.get('counter')!.definition.default as number;
      const entries = await backend.history({ name: 'counter', limit: 10 * WRITES });
      await backend.close();
      // Each writer adds one to what is stored: a lost write would be confirmed twice.
      expect(new Set(confirmed).size).to.equal(confirmed.length);
      expect(stored).to.be.within(Math.max(...confirmed), confirmed.length + kills);
      const recorded = new Set(entries.map(({ after }) => after));
      expect(confirmed.filter((each) => !recorded.has(`{"default":${each},"rules":[]}`))).to.deep.equal([]);
      // A process that was killed while it waited for the lock leaves its own draft of the lock, which goes after a minute.
      const left = readdirSync(folder.path).filter((each) => !each.startsWith(`.${name}.lock.`));
      expect(left).to.have.members([name, `${name}.history.jsonl`]);
      folder.remove();
    });
  }
});

/** Kills a writer after so many confirmed writes; resolves when all that it confirmed is added to `confirmed`. */
async function killAfter(writer: ChildProcess, writes: number, confirmed: number[]): Promise<void> {
  const ended = once(writer, 'exit');
  let own = 0;
  for await (const line of createInterface({ input: writer.stdout! })) {
    confirmed.push(Number(line));
    if (++own === writes) writer.kill('SIGKILL');
  }
  expect((await ended)[1]).to.equal('SIGKILL');
}

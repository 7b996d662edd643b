import { FeatureFlags, type HistoryEntry } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { bundledProgram } from '../support/bundled-program.js';
import { Program } from '../support/program.js';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';

const PROGRAM = new URL('planning-process.ts', import.meta.url);
const PROCESSES = 3;
const PLANS = 12;
const KILLS = 3;

describe('planned changes in Redis, while the processes that apply them are killed', function () {
  this.timeout(60_000);
  let server: RedisServer;
  let flags: FeatureFlags;
  let bundled: string;
  const running = new Set<Program>();

  before(async () => {
    bundled = await bundledProgram(PROGRAM);
    server = await RedisServer.start();
    flags = await FeatureFlags.open(new RedisBackend(server.url), { logger: false, applyPlanned: false });
  });

  after(async () => {
    await Promise.all([...running].map((each) => each.kill()));
    await flags.close();
    await server.stop();
  });

  async function begin(): Promise<void> {
    const program = Program.start(bundled, {}, [server.url]);
    running.add(program);
    await program.prints(/follows/, 30_000);
  }

  async function killOne(): Promise<void> {
    const [program] = running;
    running.delete(program!);
    await Promise.all([program!.kill(), begin()]);
  }

  it('are each applied once, and none is lost', async () => {
    await Promise.all(Array.from({ length: PROCESSES }, begin));
    const first = Date.now() + 500;
    const names = Array.from({ length: PLANS }, (_, index) => `flag-${index}`);
    for (const [index, name] of names.entries()) {
      await flags.plan(name, { set: { default: index } }, { at: first + index * 50, actor: 'ana' });
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const left = flags.planned().length;
      await until('another is applied', () => left === 0 || flags.planned().length < left);
      await killOne();
    }
    await until('all are applied', () => flags.planned().length === 0, 30_000);
    const history = (await flags.history({ limit: 1000 }))!;
    const applied = (name: string): HistoryEntry[] => history.filter((entry) => entry.name === name);
    for (const [index, name] of names.entries()) {
      expect(applied(name).map(({ actor, before }) => [actor, before])).to.deep.equal([['ana', null]]);
      expect(flags.getValue(name, -1)).to.equal(index);
    }
  });
});

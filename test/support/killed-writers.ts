import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundledProgram } from './bundled-program.js';
import { numberFromEnvironment } from './number-from-environment.js';

/** How many writers run at a time. */
const WRITERS = 3;

/** How many writes are to be confirmed in all: HALYARD_WRITES=10000 is the long run. */
export const WRITES: number = numberFromEnvironment('HALYARD_WRITES', 80);
/** Most of a long run should be writes, and not the start of processes. */
export const MOST_BETWEEN_KILLS: number = Math.max(20, WRITES / 50);
/** A writer is killed once so many of its own writes were confirmed. */
const writesOfOne = (): number => 1 + Math.floor(Math.random() * MOST_BETWEEN_KILLS);

/** How long a test of so many writes may take. */
export const WRITES_TIMEOUT_MS: number = 60_000 + WRITES * 200;

/** What writers of the flag "counter" did that were killed again and again. */
export interface KilledWriters {
  /** The numbers whose write was confirmed. */
  readonly confirmed: readonly number[];
  readonly kills: number;
}

/**
 * Runs writers, each in a process of its own, that print every number of the counter once its write is confirmed, and kills
 * them, until {@link WRITES} are confirmed. `whenConfirmed` is called after each with how many there are.
 */
export async function killWriters(
  program: URL,
  args: readonly string[],
  whenConfirmed: (count: number) => void = () => {},
): Promise<KilledWriters> {
  const bundled = await bundledProgram(program);
  const confirmed: number[] = [];
  let kills = 0;
  const note = (number: number): void => {
    confirmed.push(number);
    whenConfirmed(confirmed.length);
  };
  const work = async (): Promise<void> => {
    while (confirmed.length < WRITES) {
      const writer = spawn(process.execPath, [bundled, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await killAfter(writer, writesOfOne(), note);
      kills++;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, work));
  return { confirmed, kills };
}

/** What must hold of the numbers that were confirmed: no write is lost, and each has its entry in the history. */
export function expectNoneLost(
  { confirmed }: KilledWriters,
  last: number,
  history: readonly { readonly after: string | null }[],
): void {
  // Each writer adds one to what is stored: a lost write would be confirmed twice.
  expect(new Set(confirmed).size).to.equal(confirmed.length);
  expect(last).to.be.at.least(Math.max(...confirmed));
  const recorded = new Set(history.map(({ after }) => after));
  const missing = confirmed.filter((each) => !recorded.has(`{"default":${each},"rules":[]}`));
  expect(missing).to.deep.equal([]);
}

/** Kills a writer after so many confirmed writes; resolves when all that it confirmed is noted. */
async function killAfter(
  writer: ChildProcess,
  writes: number,
  note: (number: number) => void,
): Promise<void> {
  const ended = once(writer, 'exit');
  let own = 0;
  for await (const line of createInterface({ input: writer.stdout! })) {
    note(Number(line));
    if (++own === writes) writer.kill('SIGKILL');
  }
  expect((await ended)[1]).to.equal('SIGKILL');
}

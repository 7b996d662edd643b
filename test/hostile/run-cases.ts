import { isDeepStrictEqual } from 'node:util';
import type { HostileKind, MakeCase } from './hostile-kind.js';
import { longestTurn } from './longest-turn.js';
import { sharedProperties } from './polluted.js';
import { Random } from './random.js';

/** How often a case is tried again that took too long: the machine may have been busy, or the engine has to be warm. */
const TRIES = 4;
/** After so many cases, what all objects share is looked at. */
const CHECKED_EVERY = 500;

/** Which cases to run. */
export interface CaseRange {
  /** The number that the first is made from. */
  readonly first: number;
  readonly count: number;
  /** Ends sooner once so many milliseconds have passed. */
  readonly ms: number;
  readonly progress?: (done: number) => void;
}

/** What was run. */
export interface CaseCount {
  readonly name: string;
  readonly count: number;
  /** The longest turn of the event loop that any case took, in milliseconds, and the number that it is made from. */
  readonly slowestMs: number;
  readonly slowest: number;
}

/** Runs cases of one kind. Rejects, naming the case, for one that throws, pollutes what objects share or takes too long. */
export async function runCases(kind: HostileKind, range: CaseRange): Promise<CaseCount> {
  const { first, count, ms, progress } = range;
  const make = await kind.open();
  const shared = sharedProperties();
  const end = performance.now() + ms;
  let [slowestMs, slowest, done] = [0, first, 0];
  for (let seed = first; done < count && performance.now() < end; seed++) {
    const took = await tookOf(kind, make, seed);
    if (took > slowestMs) [slowestMs, slowest] = [took, seed];
    done++;
    if (done % CHECKED_EVERY !== 0 && done !== count) continue;
    progress?.(done);
    if (!isDeepStrictEqual(sharedProperties(), shared)) {
      throw new Error(`one of the ${kind.name} up to ${seed} has changed what all objects share`);
    }
  }
  return { name: kind.name, count: done, slowestMs, slowest };
}

async function tookOf(kind: HostileKind, make: MakeCase, seed: number): Promise<number> {
  let took = Infinity;
  for (let tries = 0; took > kind.limitMs && tries < TRIES; tries++) {
    const work = make(new Random(seed));
    try {
      took = Math.min(took, await longestTurn(work));
    } catch (error) {
      throw new Error(`case ${seed} of the ${kind.name}: ${String(error)}`, { cause: error });
    }
  }
  if (took <= kind.limitMs) return took;
  throw new Error(
    `case ${seed} of the ${kind.name} took ${took.toFixed(1)} ms, the limit is ${kind.limitMs}`,
  );
}

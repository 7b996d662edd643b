import { type Backend, isHalyardError } from '@halyard/core';
import { numberFromEnvironment } from './number-from-environment.js';
import { pick, seededRandom } from './seeded-random.js';
import { texts } from './backend-events.js';
import { until } from './until.js';

/** HALYARD_FLIPS=10000 is the long run. */
export const FLIPS: number = numberFromEnvironment('HALYARD_FLIPS', 150);
export const SEED: number = numberFromEnvironment('HALYARD_SEED', 1);

const NAMES = ['a', 'b', 'c', 'd', '__proto__'];
const TEXTS = ['on', 'off', '1%', '2%', '3%', '4%'];

/** What the replicas follow. */
export interface FlippedStore {
  /** Stores or removes a flag past every replica. */
  change(name: string, text: string | undefined): Promise<unknown>;
  /** All that is stored. */
  stored(): Promise<Iterable<readonly [name: string, text: string]>>;
  /** Does something to the connections of the replicas, now and then. A write of a replica may then fail. */
  disturb?(): void;
}

/** Flips flags in bursts, past the replicas and through them. After each burst every replica must have what is stored. */
export async function flipAtRandom(replicas: readonly Backend[], store: FlippedStore): Promise<void> {
  const random = seededRandom(SEED);
  const flip = async (): Promise<unknown> => {
    const [name, replica] = [pick(random, NAMES), pick(random, replicas)];
    const text = random() < 0.2 ? undefined : pick(random, TEXTS);
    if (random() < 0.7) return store.change(name, text);
    const write = text === undefined ? replica.delete!(name) : replica.set!(name, text);
    return write.catch((error: unknown) => {
      if (store.disturb === undefined || !isHalyardError(error)) throw error;
    });
  };
  for (let done = 0; done < FLIPS;) {
    const burst = Math.min(FLIPS - done, 1 + Math.floor(random() * 12));
    if (random() < 0.1) store.disturb?.();
    await Promise.all(Array.from({ length: burst }, flip));
    done += burst;
    // Nothing is written from here on, so that no later change hides one that was missed.
    const expected = sorted(await store.stored());
    for (const replica of replicas) {
      await until(`after ${done} flips a replica has ${expected}`, () => {
        const held = sorted(Object.entries(texts(replica)));
        if (held === expected) return true;
        throw new Error(`${held}, and the status ${JSON.stringify(replica.status())}`);
      });
    }
  }
}

function sorted(flags: Iterable<readonly [name: string, text: string]>): string {
  return JSON.stringify([...flags].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

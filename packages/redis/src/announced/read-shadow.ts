import { inSlices } from '@halyard/core/store';
import { textsOf } from '../plain/read-hash.js';
import { Memory } from './memory.js';
import type { Place } from './place.js';

/**
 * Reads the flags of the shadow, and their times; `undefined` if it has another type. They are true once every message after
 * a position that was read before is applied: one that was in the shadow already is applied again, which changes nothing.
 */
export async function readShadow(place: Place): Promise<Memory | undefined> {
  const [shadow, times] = await Promise.all([
    place.ask('HGETALL', 'shadow') as Promise<readonly string[] | undefined>,
    place.ask('HGETALL', 'times') as Promise<readonly string[] | undefined>,
  ]);
  return shadow && inSlices(memoryOf(shadow, times ?? []));
}

function* memoryOf(shadow: readonly string[], times: readonly string[]): Generator<void, Memory> {
  return yield* Memory.of(yield* textsOf(shadow), yield* textsOf(times));
}

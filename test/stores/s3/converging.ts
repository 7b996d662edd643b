import { type Flag, isHalyardError } from '@halyard/core';
import { parseFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FLIPS, flipAtRandom, SEED } from '../../support/random-flips.js';
import { FollowedObject } from './followed-object.js';

const REPLICAS = 4;

async function outcomeOf(write: Promise<unknown>): Promise<'stored' | 'unknown' | 'refused'> {
  try {
    await write;
    return 'stored';
  } catch (error) {
    if (isHalyardError(error, 'UNKNOWN_OUTCOME')) return 'unknown';
    // It lost eight times in a row.
    if (isHalyardError(error, 'CONFLICT')) return 'refused';
    throw error;
  }
}

describe('an object in S3 that many write', function () {
  this.timeout(60_000 + FLIPS * 200);
  const object = new FollowedObject();

  it(`is what each replica has after random flips, although answers are lost (HALYARD_FLIPS=${FLIPS} HALYARD_SEED=${SEED})`, async () => {
    await object.put('{}');
    const other = await object.open({ pollMs: 60_000 });
    const replicas = await Promise.all(Array.from({ length: REPLICAS }, () => object.open({ pollMs: 20 })));
    await flipAtRandom(replicas, {
      change: (name, text) => outcomeOf(text === undefined ? other.delete(name) : other.set(name, text)),
      stored: async () => parseFlagFile((await object.text())!, 'json'),
      disturb: () => (object.server.lostAnswers = 1),
    });
  });

  it(`has every write of two that race once (HALYARD_FLIPS=${FLIPS})`, async () => {
    await object.put('{}');
    const add = (current: Flag | undefined) => ({
      rules: [],
      default: ((current?.definition.default as number | undefined) ?? 0) + 1,
    });
    const writers = [await object.open({ pollMs: 60_000 }), await object.open({ pollMs: 60_000 })];
    const counts = { stored: 0, unknown: 0, refused: 0 };
    await Promise.all(
      writers.map(async (writer) => {
        while (counts.stored < FLIPS) counts[await outcomeOf(writer.setMany(new Map([['count', add]])))]++;
      }),
    );
    const { count } = (await object.stored()) as { count: { default: number } };
    expect(count.default).to.be.within(counts.stored, counts.stored + counts.unknown);
  });
});

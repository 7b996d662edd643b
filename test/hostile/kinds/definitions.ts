import { isHalyardError, type Flag } from '@halyard/core';
import { flagText, parseFlag } from '@halyard/core/store';
import { ALONE } from '../../support/flag-scope.js';
import type { HostileKind } from '../hostile-kind.js';
import { hostileDefinition, hostileJson } from '../hostile-json.js';
import { hostileText } from '../hostile-text.js';
import { hostileValue } from '../hostile-value.js';
import type { Random } from '../random.js';

const CONTEXT = { targetingKey: 'alice', plan: 'pro', age: 30, list: ['a', 1], account: { plan: 'pro' } };

/** Stored texts and definitions in code: each is read, or rejected with a sentence, and what was read answers. */
export const definitions: HostileKind = {
  name: 'definitions',
  // Those of 1 MiB take some 20 ms, most of it JSON.parse.
  limitMs: 50,
  open: async () => (random) => {
    const name = random.once(4) ? '$segment.some' : 'some';
    if (random.once(3)) return inCode(name, random);
    const text = storedText(random);
    return () => {
      const { flag, problem } = parseFlag(name, text);
      if (flag === undefined && !isSentence(problem)) throw new Error(`no problem for ${text.slice(0, 200)}`);
      answer(flag);
    };
  },
};

function inCode(name: string, random: Random): () => void {
  const source = random.once(2) ? hostileValue(random) : hostileDefinition(random);
  return () => {
    try {
      answer(parseFlag(name, flagText(name, source as never)).flag);
    } catch (error) {
      if (!isHalyardError(error, 'INVALID_DEFINITION') && !isThrownByTheSource(error)) throw error;
    }
  };
}

/** What a getter or a proxy throws is the caller's. */
function isThrownByTheSource(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError;
}

function storedText(random: Random): string {
  if (random.once(4)) return hostileText(random);
  const text = JSON.stringify(random.once(4) ? hostileJson(random) : hostileDefinition(random)) ?? '';
  if (!random.once(5)) return text;
  // Damaged in one place.
  const at = random.below(text.length + 1);
  return text.slice(0, at) + hostileText(random) + text.slice(at + random.below(5));
}

function isSentence(problem: string | undefined): boolean {
  return problem !== undefined && problem.length > 5;
}

function answer(flag: Flag | undefined): void {
  if (flag === undefined) return;
  try {
    flag.decide(CONTEXT, ALONE, 0);
  } catch (error) {
    if (!isHalyardError(error, 'INVALID_CONTEXT')) throw error;
  }
}

import type { Flag } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { chance } from '../../packages/core/src/evaluation/bucketing/chance.js';
import { ReferenceCycles } from '../../packages/core/src/evaluation/reference-cycles.js';
import type { FlagScope } from '../../packages/core/src/evaluation/flag.js';

/** Stored texts by name; what is no text is stored as JSON. */
export type Stored = Readonly<Record<string, unknown>>;

/** A flag from its stored text, or from the JSON of it. Throws what is wrong with it. */
export function flagOf(name: string, stored: unknown): Flag {
  const { flag, problem } = parseFlag(name, typeof stored === 'string' ? stored : JSON.stringify(stored));
  if (flag === undefined || problem !== undefined) throw new Error(`${name}: ${problem}`);
  return flag;
}

/** What the flags of one snapshot see of one another. */
export function scopeOf(stored: Stored): FlagScope {
  const flags = new Map(Object.entries(stored).map(([name, each]) => [name, flagOf(name, each)]));
  const cycles = new ReferenceCycles();
  const get = (name: string): Flag | undefined => flags.get(name);
  return { get, inCycle: (from, to) => cycles.joins(from, to, get), draw: () => chance.draw() };
}

/** The scope of a flag that is alone. */
export const ALONE: FlagScope = scopeOf({});

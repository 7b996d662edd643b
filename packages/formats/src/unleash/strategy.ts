import type { BucketingKeys, Condition } from '@halyard/core';
import { all, any, NEVER } from '../condition-algebra.js';
import { type JsonObject, objectOf, textOf } from '../json-object.js';
import { operandProblem } from '../operand-problem.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { valuesOfText } from '../values-of-text.js';
import { keysOf, RANDOM, type Stickiness, stickyTo, withKey, withoutKey } from './stickiness.js';

/** Contexts for which a strategy is enabled, all or a share of them. */
export interface Gate {
  readonly when: Condition;
  /** The share that is in, if it is not all. */
  readonly share?: StickyShare | RandomShare;
}

/** A share by the hash of a key. */
export interface StickyShare {
  readonly percent: number;
  readonly keys: BucketingKeys;
  readonly stickiness: Stickiness;
}

/** A share drawn anew each time. */
export interface RandomShare {
  readonly percent: number;
  readonly keys?: undefined;
}

/** The contexts for which a strategy is enabled, apart from its constraints. Throws {@link UntranslatableError}. */
export function gatesOf(path: string, strategy: JsonObject): Gate[] {
  const name = textOf(strategy['name']) ?? '';
  const make = STRATEGIES.get(name);
  if (make !== undefined) return make(objectOf(strategy['parameters']), path);
  throw new UntranslatableError(path, `the strategy ${JSON.stringify(name)} is code of the app`);
}

type MakeGates = (parameters: JsonObject, path: string) => Gate[];

const STRATEGIES: ReadonlyMap<string, MakeGates> = new Map<string, MakeGates>([
  ['default', () => [{ when: {} }]],
  ['userWithId', users],
  ['remoteAddress', addresses],
  ['gradualRolloutRandom', (parameters) => drawn(percentIn(parameters, 'percentage'))],
  ['gradualRolloutUserId', (parameters, path) => legacy(parameters, stickyTo(path, 'userId'))],
  ['gradualRolloutSessionId', (parameters, path) => legacy(parameters, stickyTo(path, 'sessionId'))],
  ['flexibleRollout', flexible],
]);

function users(parameters: JsonObject): Gate[] {
  const ids = splitList(parameters['userIds']);
  return ids.length === 0 ? [] : [{ when: { targetingKey: { $in: ids.flatMap(valuesOfText) } } }];
}

function addresses(parameters: JsonObject): Gate[] {
  const texts = splitList(parameters['IPs']);
  const ranges = texts.filter(
    (text) => !text.includes(':') && operandProblem('$inCidr', [text]) === undefined,
  );
  const others = texts.filter((text) => !ranges.includes(text));
  const when = any([
    ranges.length === 0 ? NEVER : { remoteAddress: { $inCidr: ranges } },
    others.length === 0 ? NEVER : { remoteAddress: { $in: others } },
  ]);
  return texts.length === 0 ? [] : [{ when }];
}

function splitList(value: JsonObject[string] | undefined): string[] {
  const text = textOf(value) ?? '';
  return text === '' ? [] : text.split(/\s*,\s*/);
}

function legacy(parameters: JsonObject, stickiness: Stickiness): Gate[] {
  return sticky(percentIn(parameters, 'percentage'), textOf(parameters['groupId']) ?? '', stickiness);
}

function flexible(parameters: JsonObject, path: string): Gate[] {
  const percent = percentIn(parameters, 'rollout');
  const group = textOf(parameters['groupId']) ?? '';
  const field = textOf(parameters['stickiness']) || 'default';
  if (field === 'random') return drawn(percent);
  if (field !== 'default') return sticky(percent, group, stickyTo(path, field));
  const stickiness = { attributes: ['targetingKey', 'sessionId'], drawsOthers: true };
  if (percent >= 100) return [{ when: {} }];
  const others = drawn(percent).map((gate) => ({ ...gate, when: withoutKey(stickiness) }));
  return [...sticky(percent, group, stickiness), ...others];
}

function sticky(percent: number, group: string, stickiness: Stickiness): Gate[] {
  if (percent < 1) return [];
  if (percent >= 100) return [{ when: withKey(stickiness) }];
  const keys = { hash: 'unleash' as const, seed: group, ...keysOf(stickiness) };
  return [{ when: {}, share: { percent, keys, stickiness } }];
}

function drawn(percent: number): Gate[] {
  if (percent < 1) return [];
  return percent >= 100 ? [{ when: {} }] : [{ when: {}, share: { percent } }];
}

/** Unleash draws whole numbers from 1 to 100, so a fraction of a percent has no effect. */
function percentIn(parameters: JsonObject, name: string): number {
  const percent = Number(parameters[name] ?? NaN);
  return Number.isNaN(percent) ? 0 : Math.floor(percent);
}

/** The stickiness of variants that name none of their own. */
const VARIANT_DEFAULT: Stickiness = {
  attributes: ['targetingKey', 'sessionId', 'remoteAddress'],
  drawsOthers: true,
};

/** How variants are shared out among contexts. */
export function variantStickiness(path: string, field: string | undefined): Stickiness {
  if (field === undefined || field === '' || field === 'default') return VARIANT_DEFAULT;
  if (field === 'random') return RANDOM;
  return { ...stickyTo(path, field), drawsOthers: true };
}

/** The contexts of two gates at once. */
export function narrowed(gate: Gate, condition: Condition): Gate {
  return { ...gate, when: all([condition, gate.when]) };
}

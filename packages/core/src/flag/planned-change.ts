import { isObject } from '../base/is-object.js';
import { show } from '../base/options.js';
import type { FlagSource, Rollout } from './definition.js';
import { readInstant } from './instant.js';
import { readJson } from './json-text.js';
import { nameProblem, PLANNED_PREFIX } from './name.js';

/**
 * What a planned change does to its flag: stores it, switches it on or off as `enable` and `disable` do, or sets the share of
 * its rule with a rollout.
 */
export type PlannedUpdate =
  | { readonly set: FlagSource }
  | { readonly enabled: boolean }
  | { readonly rollout: number | Rollout };

/** A change of a flag at a later time. */
export interface PlannedChange {
  /** Names it, to cancel it. */
  readonly id: string;
  /** The flag's name. */
  readonly flag: string;
  /** What it does. */
  readonly change: PlannedUpdate;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** Who planned it: the author of the change in the history. */
  readonly actor?: string;
  /** Why. */
  readonly comment?: string;
  /** Why it was not applied although its time has come, or can't be read. */
  readonly problem?: string;
}

/** The text of a planned change, as it is stored under `$planned.<id>`. */
export function plannedText({ flag, change, at, actor, comment }: Omit<PlannedChange, 'id'>): string {
  return JSON.stringify({ flag, at: new Date(at).toISOString(), ...change, actor, comment });
}

/** Reads a planned change. Its problem says what is wrong with the text; such a change is never applied. */
export function readPlanned(name: string, text: string): PlannedChange {
  const id = name.slice(PLANNED_PREFIX.length);
  const reading = readJson(text);
  const value = 'value' in reading ? reading.value : undefined;
  const problem = 'problem' in reading ? reading.problem : problemOf(value);
  if (problem !== undefined || !isObject(value)) {
    return { id, flag: '', change: { enabled: false }, at: NaN, problem: problem ?? 'not an object' };
  }
  const { flag, at, actor, comment, ...change } = value as Record<string, never>;
  return {
    id,
    flag: flag!,
    change: change as unknown as PlannedUpdate,
    at: readInstant(at)!,
    ...(actor === undefined ? {} : { actor }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Why a text can't be stored as a planned change; `undefined` when it can. */
export function plannedProblem(text: string): string | undefined {
  return readPlanned(PLANNED_PREFIX, text).problem;
}

const ACTIONS = ['set', 'enabled', 'rollout'];
const KEYS: ReadonlySet<string> = new Set(['flag', 'at', 'actor', 'comment', ...ACTIONS]);

function problemOf(value: unknown): string | undefined {
  if (!isObject(value)) return `must be an object, received ${show(value)}`;
  const unknown = Object.keys(value).find((key) => !KEYS.has(key));
  // A newer version may have written it: to apply half of it would be wrong.
  if (unknown !== undefined) return `unknown key ${show(unknown)}`;
  const wrongName = nameProblem(value['flag']);
  if (wrongName !== undefined) return `flag: ${wrongName}`;
  if (readInstant(value['at']) === undefined) return `at: ${show(value['at'])} is not an instant`;
  if (ACTIONS.filter((key) => key in value).length !== 1) return 'needs one of set, enabled and rollout';
  if ('enabled' in value && typeof value['enabled'] !== 'boolean') return 'enabled: must be a boolean';
  const isTexts = ['actor', 'comment'].every((key) => !(key in value) || typeof value[key] === 'string');
  return isTexts ? undefined : 'actor and comment must be texts';
}

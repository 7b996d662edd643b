import type { FlagDefinition, JsonValue } from '@halyard/core';
import { isObject, sameJson } from './json-object.js';

/** Two people's changes put together. */
export interface Merge {
  readonly definition: FlagDefinition;
  /** Where both changed the same thing, so that mine hides theirs: paths such as `rules[0].rollout`. */
  readonly clashes: readonly string[];
}

/**
 * What I changed since `base`, put on top of what they have now. Keys are merged one by one, at any depth; a list item by
 * item while all three have the same length, else as a whole.
 */
export function mergeDefinitions(base: FlagDefinition, mine: FlagDefinition, theirs: FlagDefinition): Merge {
  const clashes: string[] = [];
  const merged = merge(base as JsonValue, mine as JsonValue, theirs as JsonValue, '', clashes);
  return { definition: merged as FlagDefinition, clashes };
}

type Maybe = JsonValue | undefined;

function merge(base: Maybe, mine: Maybe, theirs: Maybe, path: string, clashes: string[]): Maybe {
  if (sameJson(mine, base) || sameJson(mine, theirs)) return theirs;
  if (sameJson(theirs, base)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    const before = isObject(base) ? base : {};
    const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    const entries = [...keys].map((key) => {
      const inner = path === '' ? key : `${path}.${key}`;
      return [key, merge(own(before, key), own(mine, key), own(theirs, key), inner, clashes)] as const;
    });
    return Object.fromEntries(
      entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
    );
  }
  if (
    isList(base) &&
    isList(mine) &&
    isList(theirs) &&
    base.length === mine.length &&
    base.length === theirs.length
  ) {
    return mine.map((each, index) =>
      mergeItem(base[index]!, each, theirs[index]!, `${path}[${index}]`, clashes),
    );
  }
  clashes.push(path);
  return mine;
}

/** An item of a list. One that I put in the place of another takes nothing from what they did to that other. */
function mergeItem(
  base: JsonValue,
  mine: JsonValue,
  theirs: JsonValue,
  path: string,
  clashes: string[],
): JsonValue {
  const isReplaced =
    isObject(mine) && isObject(base) && !Object.keys(mine).some((key) => Object.hasOwn(base, key));
  if (!isReplaced || sameJson(theirs, base) || sameJson(mine, base))
    return merge(base, mine, theirs, path, clashes)!;
  clashes.push(path);
  return mine;
}

function own(object: Readonly<Record<string, JsonValue>>, key: string): Maybe {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isList(value: Maybe): value is readonly JsonValue[] {
  return Array.isArray(value);
}

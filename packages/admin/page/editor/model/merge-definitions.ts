import type { FlagDefinition, JsonValue } from '@halyard/core';
import { isObject, sameJson } from './json-object.js';

/** The merged changes of two users. */
export interface Merge {
  readonly definition: FlagDefinition;
  /** The paths that both changed, such as `rules[0].rollout`. There my change replaces theirs. */
  readonly clashes: readonly string[];
}

/**
 * Applies my changes since `base` to their version. Keys are merged one by one, at any depth. A list is merged item by item
 * if all three have the same length, else as a whole.
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

/** Merges an item of a list. If I replaced the item with another, their changes of the old item do not apply. */
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

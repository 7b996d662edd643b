import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { objectOf } from '../json-object.js';

/** The saved groups of a payload by id. */
export type SavedGroups = ReadonlyMap<string, JsonValue>;

/** Reads the saved groups of a payload. */
export function savedGroupsOf(value: JsonValue | undefined): SavedGroups {
  return new Map(Object.entries(objectOf(value)));
}

/** The values of a group that is a list, none for an unknown one; `undefined` for any other group. */
export function groupValues(groups: SavedGroups, id: JsonValue): JsonValue | undefined {
  const group = typeof id === 'string' ? groups.get(id) : undefined;
  if (group === undefined || Array.isArray(group)) return group ?? [];
  if (!isObject(group)) return undefined;
  const { type, values } = objectOf(group);
  return type === 'list' && Array.isArray(values) ? values : undefined;
}

/** The same groups without one, which must not refer to itself. */
export function withoutGroup(groups: SavedGroups, id: string): SavedGroups {
  return new Map([...groups].filter(([name]) => name !== id));
}

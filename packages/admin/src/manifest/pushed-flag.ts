import type { FlagDefinition, JsonValue } from '@halyard/core';
import { check, isObject, type OptionCheck, show } from '@halyard/core/store';
import { type Member, readMembers } from '../http/members.js';
import { Problem } from '../http/problem.js';
import {
  DEFAULT_KEY,
  MANIFEST_TYPES,
  type ManifestFlag,
  type ManifestType,
  typeOf,
} from './manifest-flag.js';

/** A flag that a client pushes. */
export interface PushedFlag {
  readonly key: string;
  readonly type: ManifestType;
  readonly description: string | undefined;
  /** Absent in an update that keeps the default. */
  readonly defaultValue: NonNullable<JsonValue> | undefined;
}

const textOrNull: OptionCheck = (value) =>
  value === null || typeof value === 'string' ? undefined : 'a text or null';

const MEMBERS = {
  key: { check: check.string, required: true },
  type: { check: check.oneOf(...MANIFEST_TYPES), required: true },
  // Halyard has no other name of a flag than its key.
  name: { check: check.string },
  description: { check: textOrNull },
  defaultValue: { check: check.any },
} as const satisfies Readonly<Record<string, Member>>;

/** Reads the body of a push. Throws a {@link Problem} if a member is wrong, or if the default is not of the type. */
export function readPushed(body: JsonValue | undefined, requiresDefault: boolean): PushedFlag {
  const members = readMembers(body, {
    ...MEMBERS,
    defaultValue: { ...MEMBERS.defaultValue, required: requiresDefault },
  });
  const { key, type, description } = members as {
    key: string;
    type: ManifestType;
    description?: string | null;
  };
  const defaultValue = members.defaultValue as JsonValue | undefined;
  if (defaultValue !== undefined && !fits(defaultValue, type)) {
    const sentence = `the body: "defaultValue" must be of the type ${type}, received ${show(defaultValue)}`;
    throw new Problem(400, 'BAD_BODY', sentence);
  }
  return {
    key,
    type,
    description: description ?? undefined,
    defaultValue: defaultValue as NonNullable<JsonValue> | undefined,
  };
}

/** The definition of a new flag, which serves its default to everyone. A boolean flag can then be switched. */
export function createdDefinition({ description, defaultValue }: PushedFlag): FlagDefinition {
  const plain = defaultValue === true ? {} : { enabled: false };
  const definition = typeof defaultValue === 'boolean' ? plain : { default: defaultValue! };
  return withManifest(definition, description, defaultValue!);
}

/** A definition with what a manifest says of the flag. What the flag serves does not change. */
export function withManifest(
  definition: FlagDefinition,
  description: string | undefined,
  defaultValue: NonNullable<JsonValue>,
): FlagDefinition {
  const { description: _, metadata = {}, ...rest } = definition;
  const { [DEFAULT_KEY]: __, ...others } = metadata;
  // The default of a boolean flag is false unless it says otherwise.
  const kept = defaultValue === false ? others : { ...others, [DEFAULT_KEY]: defaultValue };
  return {
    ...rest,
    ...(description === undefined ? {} : { description }),
    ...(Object.keys(kept).length === 0 ? {} : { metadata: kept }),
  };
}

const NUMERIC: ReadonlySet<ManifestType> = new Set(['integer', 'float']);

/** Whether a pushed type is that of the flag. A float may be a whole number. */
export function isSameType(pushed: ManifestType, { type }: ManifestFlag): boolean {
  return pushed === type || (NUMERIC.has(pushed) && NUMERIC.has(type));
}

function fits(value: JsonValue, type: ManifestType): boolean {
  if (value === null) return false;
  if (type === 'float') return typeof value === 'number';
  if (type === 'object') return Array.isArray(value) || isObject(value);
  return typeOf(value) === type;
}

import type { Condition, FlagDefinition } from './definition.js';
import { flagDefinition, segmentDefinition } from './definition-schema.js';
import { freezeJson } from './freeze.js';
import { readJson } from './json-text.js';
import { sizeProblem } from './limits.js';
import { sentence } from './schema/problem.js';
import type { Schema } from './schema/schema.js';
import { readShortText } from './short-text.js';

/**
 * What a text says: something valid and frozen, or only a problem. Short text that is not understood has both, and a hint to
 * follow the problem: stored, it is off.
 */
export type Reading<Type> =
  | { readonly value: Type; readonly problem?: string; readonly hint?: string }
  | { readonly problem: string };

/**
 * Reads the stored text of a flag: short text, or a definition in JSON (docs/flags.md, "What a flag means"). Never
 * throws.
 */
export function readFlag(text: string): Reading<FlagDefinition> {
  const problem = sizeProblem(text);
  if (problem !== undefined) return { problem };
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readAs(flagDefinition, trimmed);
  const { definition, ...complaint } = readShortText(text);
  freezeJson(definition);
  return { value: definition, ...complaint };
}

/** Reads the stored text of a named condition, which is JSON. Never throws. */
export function readSegment(text: string): Reading<Condition> {
  const problem = sizeProblem(text);
  if (problem !== undefined) return { problem };
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readAs(segmentDefinition, trimmed);
  return { problem: 'a segment is a condition in JSON, such as {"plan": "pro"}' };
}

function readAs<Type>(schema: Schema<Type>, text: string): Reading<Type> {
  const json = readJson(text);
  if ('problem' in json) return json;
  const found = freezeJson(json.value) ?? schema.check(json.value);
  return found === undefined ? { value: json.value as Type } : { problem: sentence(found) };
}

import { type Flag, type JsonValue, readJson } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';

/** A key of the file that is no flag: it tells an editor which schema checks it. */
const SCHEMA_KEY = '$schema';

/** All flags and segments by name, as one writes them: `true`, `false`, short text, or a definition. */
export function exportFlags(flags: AnyFlags): Map<string, JsonValue> {
  const all = [...flags.segments(), ...flags.all()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(all.map((flag) => [flag.name, sourceOf(flag)]));
}

/** The entries of a file that {@link exportFlags} made, or somebody wrote. */
export function importEntries(document: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(document).filter(([name]) => name !== SCHEMA_KEY));
}

function sourceOf({ text }: Flag): JsonValue {
  const trimmed = text.trim();
  if (trimmed === 'on' || trimmed === 'off') return trimmed === 'on';
  const json = trimmed.startsWith('{') ? readJson(trimmed) : undefined;
  return json !== undefined && 'value' in json ? (json.value as JsonValue) : trimmed;
}

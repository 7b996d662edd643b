import type { Condition, Flag } from '@halyard/core';
import { readJson } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { storedNamesIn } from '../flags/names-in.js';
import { REVALIDATED, versionTag } from '../http/conditional.js';
import { jsonAnswer } from '../http/json-answer.js';
import type { AdminService } from './admin-service.js';
import { notFound, shortName } from './flag-name.js';

/** A segment in the API. */
export interface SegmentRecord {
  /** Without the `$segment.` prefix. */
  readonly name: string;
  readonly version: string;
  readonly condition: Condition;
  /** The stored flags and segments that refer to it. */
  readonly usedBy: readonly string[];
}

/** All segments by name in code-unit order. */
export function segmentRecords(flags: AnyFlags): SegmentRecord[] {
  const usage = usageOf(flags);
  const segments = flags.segments().sort((a, b) => (a.name < b.name ? -1 : 1));
  return segments.map((segment) => segmentRecord(flags, segment, usage));
}

/** Answers with the current segment of this name, which has the prefix, and its ETag. Throws a 404 if it does not exist. */
export function segmentAnswer({ flags }: AdminService, name: string, status = 200): Response {
  const segment = flags.definition(name);
  if (segment === undefined) throw notFound('segment', shortName(name));
  const headers = { ...REVALIDATED, ETag: versionTag(segment.version) };
  return jsonAnswer(segmentRecord(flags, segment), { status, headers });
}

/** The record of an existing segment. */
export function segmentRecord(
  flags: AnyFlags,
  { name, version, text }: Flag,
  usage: Usage = usageOf(flags),
): SegmentRecord {
  // An existing segment was read from JSON.
  const { value } = readJson(text) as { value: Condition };
  return { name: shortName(name), version, condition: value, usedBy: usage.get(name) ?? [] };
}

type Usage = ReadonlyMap<string, readonly string[]>;

function usageOf(flags: AnyFlags): Usage {
  const usage = new Map<string, string[]>();
  for (const flag of [...flags.all(), ...flags.segments()]) {
    for (const other of storedNamesIn(flags, flag)) {
      const users = usage.get(other);
      if (users === undefined) usage.set(other, [flag.name]);
      else users.push(flag.name);
    }
  }
  return usage;
}

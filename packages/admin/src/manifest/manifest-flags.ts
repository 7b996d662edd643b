import { canonicalName, isSegmentName } from '@halyard/core/store';
import { type FlagLimit, isVisible } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import { storedFlag } from '../flags/stored.js';
import { type ManifestFlag, manifestFlag } from './manifest-flag.js';

/** All flags that are stored or declared, as a manifest has them, by name in code-unit order. */
export function manifestFlags(flags: AnyFlags): ManifestFlag[] {
  return visibleManifestFlags(flags, undefined);
}

/** The same for a caller who may see only some flags. */
export function visibleManifestFlags(flags: AnyFlags, limit: FlagLimit | undefined): ManifestFlag[] {
  const stored = [...flags.snapshot.flags.keys()].filter((name) => !isSegmentName(name));
  const declared = [...flags.declarations.keys()].filter((name) => !flags.has(name));
  return [...stored, ...declared].toSorted().flatMap((name) => manifestEntry(flags, name, limit) ?? []);
}

/** The flag of exactly this name; `undefined` if it is missing, hidden or has no type. */
export function manifestEntry(flags: AnyFlags, name: string, limit?: FlagLimit): ManifestFlag | undefined {
  const definition = storedFlag(flags, name)?.definition;
  const declaration = flags.declarations.get(name) ?? flags.declarations.get(canonicalName(name));
  if (definition === undefined && declaration === undefined) return undefined;
  if (!isVisible(limit, definition)) return undefined;
  return manifestFlag(name, definition, declaration);
}

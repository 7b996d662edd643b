import type { AnyFlags } from '../any-flags.js';
import { reservedTexts } from '../flags/stored.js';

/** The stored texts of all flags and segments by name, and of other reserved names, in code-unit order. */
export function exportTexts(flags: AnyFlags): Map<string, string> {
  const all = [...flags.segments(), ...flags.all()].map(({ name, text }) => [name, text.trim()] as const);
  return new Map([...all, ...reservedTexts(flags)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

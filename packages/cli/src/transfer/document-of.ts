import type { FeatureFlags } from '@halyard/core';
import type { FlagProblem, Syntax } from '@halyard/formats';
import { printFlagFile } from '@halyard/formats/halyard';
import { unusableFlags } from '../flags/find-flag.js';

/** All flags and segments as one document, and those that are invalid and have no text in force. */
export interface FlagsDocument {
  readonly text: string;
  /** The number of flags and segments. */
  readonly count: number;
  readonly leftOut: readonly FlagProblem[];
}

/** The flags as they are now, in Halyard's own format: all of them, or those whose names `holds` accepts. */
export async function documentOf(
  flags: FeatureFlags,
  syntax: Syntax,
  holds: (name: string) => boolean = () => true,
): Promise<FlagsDocument> {
  const { exportTexts } = await import('@halyard/admin');
  const texts = new Map([...exportTexts(flags)].filter(([name]) => holds(name)));
  return { text: printFlagFile(texts, syntax), count: texts.size, leftOut: unusableFlags(flags) };
}

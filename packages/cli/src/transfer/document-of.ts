import type { FeatureFlags } from '@halyard/core';
import { isReserved } from '@halyard/core/store';
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

/** The flags as they are now, in Halyard's own format. */
export async function documentOf(flags: FeatureFlags, syntax: Syntax): Promise<FlagsDocument> {
  const { exportTexts } = await import('@halyard/admin');
  // Planned changes say who plans what, and the readers of a document are not asked for a token.
  const texts = new Map([...exportTexts(flags)].filter(([name]) => !isReserved(name)));
  return { text: printFlagFile(texts, syntax), count: texts.size, leftOut: unusableFlags(flags) };
}

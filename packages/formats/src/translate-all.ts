import type { FlagDefinition } from '@halyard/core';
import { flagText, messageOf } from '@halyard/core/store';
import type { FlagProblem, ReadFlags } from './format.js';
import { UntranslatableError } from './untranslatable-error.js';

/**
 * Translates the flags of a document one by one, so that one bad flag does not reject the file. A flag that can't be
 * translated, or whose translation would not be a valid flag, becomes a problem.
 */
export function translateAll<Theirs>(
  theirs: Iterable<readonly [name: string, flag: Theirs]>,
  translate: (name: string, flag: Theirs) => FlagDefinition,
): ReadFlags {
  const flags = new Map<string, FlagDefinition>();
  const problems: FlagProblem[] = [];
  for (const [name, flag] of theirs) {
    try {
      const definition = translate(name, flag);
      assertStorable(name, definition);
      flags.set(name, definition);
    } catch (error) {
      if (!(error instanceof UntranslatableError)) throw error;
      problems.push({ name, problem: error.message });
    }
  }
  return { flags, problems };
}

function assertStorable(name: string, definition: FlagDefinition): void {
  try {
    flagText(name, definition);
  } catch (error) {
    throw new UntranslatableError('translation', messageOf(error));
  }
}

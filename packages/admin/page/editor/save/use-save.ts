import type { FlagDefinition } from '@halyard/core';
import { useState } from 'preact/hooks';
import { api } from '../../api.js';
import { confirmOutage } from '../../outage/confirm-outage.js';
import { ProblemError, sentenceOf } from '../../http/problem-error.js';
import type { FlagRecord } from '../../records.js';
import { type DefinitionProblem, readProblems } from '../model/definition-problems.js';

/** The callbacks for the result of saving. */
export interface SaveOutcome {
  readonly onStored: (saved: FlagRecord) => void;
  /** Another user saved first; `null` when they deleted the flag. */
  readonly onConflict: (theirs: FlagRecord | null) => void;
  /** Saving failed, with the reason. */
  readonly onRefused: (sentence: string) => void;
}

/** A function to save, and whether it is running. */
export interface Save {
  readonly isBusy: boolean;
  /** Stores the definition if the flag has not changed since editing began. Runs one at a time. Never rejects. */
  readonly store: (base: FlagRecord, definition: FlagDefinition, comment: string) => Promise<void>;
}

/** Saves drafts. `inWords` makes a sentence of the problems. */
export function useSave(
  inWords: (problems: readonly DefinitionProblem[]) => string,
  { onStored, onConflict, onRefused }: SaveOutcome,
): Save {
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async store(base, definition, comment) {
      if (isBusy) return;
      const before = base.version === null ? undefined : base.definition;
      if (!(await confirmOutage(base.name, before, definition))) return;
      setBusy(true);
      try {
        onStored(await api.save(base.name, definition, { ifMatch: base.version, comment }));
      } catch (error) {
        if (error instanceof ProblemError && error.isConflict) {
          onConflict(error.members['current'] as FlagRecord | null);
        } else if (error instanceof ProblemError && error.code === 'INVALID_DEFINITION') {
          onRefused(`Nothing is saved. ${inWords(readProblems(error.detail))}`);
        } else onRefused(`Nothing is saved. ${sentenceOf(error)}.`);
      } finally {
        setBusy(false);
      }
    },
  };
}

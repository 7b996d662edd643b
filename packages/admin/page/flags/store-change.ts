import type { FlagDefinition } from '@halyard/core';
import { api } from '../api.js';
import { openConflict, theirsOf } from '../conflict/conflicts.js';
import { confirmOutage } from '../outage/confirm-outage.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { showToast, type ToastAction } from '../toast/toasts.js';
import { definitionText } from './definition-text.js';
import { putFlag, putFlags, putResult } from './flag-store.js';
import { rememberUndo, type Undoable, undoChange } from './undo-stack.js';

/** A change to store. */
export interface FlagChange {
  readonly name: string;
  /** `null` removes the flag. */
  readonly source: FlagDefinition | null;
  /** The flag before the change; `undefined` if it did not exist. */
  readonly before: FlagRecord | undefined;
  /** The intention, as the end of "you wanted to …". */
  readonly wanted: string;
  /** The message after success. */
  readonly done: string;
  readonly comment?: string | undefined;
  /** Whether it undoes another change. The next undo then continues with the change before that. @default false */
  readonly takesBack?: boolean;
}

/**
 * Stores a change, reports it and offers to undo it. If another user saved first, shows both versions and waits for a
 * decision. Asks before it starts an outage. Resolves with whether the change is stored. Never rejects.
 */
export async function storeChange(change: FlagChange): Promise<boolean> {
  const { name, source, before, done, comment, takesBack = false } = change;
  if (!(await confirmOutage(name, before?.definition, source))) return false;
  const input = { ifMatch: before?.version ?? null, comment };
  try {
    const after = source === null ? undefined : await api.save(name, source, input);
    if (source === null) await api.delete(name, input);
    putResult(name, before, after);
    if (takesBack) showToast({ kind: 'done', text: done });
    else tellDone(done, name, before, after);
    return true;
  } catch (error) {
    const conflict = theirsOf(error);
    if (conflict === undefined) tellFailed(change, error);
    else decideOn(change, conflict.current);
    return false;
  }
}

/** Says that a flag is changed, and offers to undo that. A message with another action stays until it is dismissed. */
export function tellDone(
  text: string,
  name: string,
  before: FlagRecord | undefined,
  after: FlagRecord | undefined,
  action?: ToastAction,
): void {
  const change: Undoable = {
    async undo() {
      await storeChange({
        name,
        source: before === undefined ? null : (before.definition ?? {}),
        before: after,
        wanted: 'undo your change',
        done: `${name} is as it was before`,
        comment: 'undo',
        takesBack: true,
      });
    },
  };
  rememberUndo(change);
  const undo = { text: 'Undo', run: () => void undoChange(change) };
  showToast(
    action === undefined
      ? { kind: 'done', text, actions: [undo] }
      : { kind: 'done', text, actions: [action, undo], stays: true },
  );
}

function tellFailed({ name, wanted }: FlagChange, error: unknown): void {
  showToast({ kind: 'failed', text: `Could not ${wanted} (${name}). ${sentenceOf(error)}` });
}

function decideOn(change: FlagChange, theirs: FlagRecord | null): void {
  const { name, source, wanted } = change;
  if (theirs === null) putFlags([[name, null]]);
  else putFlag(theirs);
  openConflict.set({
    name,
    wanted,
    mine: source === null ? null : definitionText(source),
    theirs,
    applyMine: () => void storeChange({ ...change, before: theirs ?? undefined }),
  });
}

import type { FlagDefinition } from '@halyard/core';
import { api, type ChangeInput } from '../api.js';
import { flagStore } from '../flags/flag-store.js';
import { rememberUndo, type Undoable, undoChange } from '../flags/undo-stack.js';
import { ProblemError, sentenceOf } from '../http/problem-error.js';
import { confirmOutage } from '../outage/confirm-outage.js';
import type { FlagRecord } from '../records.js';
import { showToast } from '../toast/toasts.js';
import { counted } from '../words/word-list.js';
import { isSameDefinition } from './same-definition.js';

/** A change of several flags. */
export interface ManyChanges {
  /** The flags as they are now. */
  readonly records: readonly FlagRecord[];
  /** What a flag becomes. */
  readonly change: (record: FlagRecord) => FlagDefinition;
  /** What is done, as the end of "3 flags are …". */
  readonly done: string;
  readonly comment: string | undefined;
}

/**
 * Changes several flags by one write: all of them, or none where the store can. None if another user changed one first. Asks
 * before each outage that it starts, and offers to undo it. Resolves with whether the changes are stored. Never rejects.
 */
export async function changeMany({ records, change, done, comment }: ManyChanges): Promise<boolean> {
  const changed = records
    .map((record) => ({ record, after: change(record) }))
    .filter(({ record, after }) => !record.stored || !isSameDefinition(record.definition, after));
  const flags = counted(records.length, 'flag');
  const sentence = `${flags} ${records.length === 1 ? 'is' : 'are'} ${done}`;
  if (changed.length === 0) {
    showToast({ kind: 'done', text: `${sentence} already` });
    return true;
  }
  for (const { record, after } of changed) {
    if (!(await confirmOutage(record.name, record.definition, after))) return false;
  }
  const inputs = changed.map(({ record: { name, text }, after }) => ({
    name,
    definition: after,
    ifText: text,
  }));
  if (!(await store(inputs, comment))) return false;
  const undo: Undoable = { undo: () => undoMany(changed) };
  rememberUndo(undo);
  showToast({
    kind: 'done',
    text: sentence,
    actions: [{ text: 'Undo', run: () => void undoChange(undo) }],
  });
  return true;
}

/** Stores the texts from before, unless one of the flags was changed since. */
async function undoMany(
  changed: readonly { readonly record: FlagRecord; readonly after: FlagDefinition }[],
): Promise<void> {
  const inputs: ChangeInput[] = [];
  for (const { record, after } of changed) {
    const { name, text } = record;
    const now = flagStore.value.byName.get(name);
    if (now === undefined || !isSameDefinition(now.definition, after)) {
      showToast({ kind: 'failed', text: `${name} was changed since. Nothing was undone.` });
      return;
    }
    inputs.push({ name, text, ifText: now.text });
  }
  if (await store(inputs, 'undo')) {
    showToast({ kind: 'done', text: `${counted(inputs.length, 'flag')} as before` });
  }
}

async function store(changes: readonly ChangeInput[], comment: string | undefined): Promise<boolean> {
  try {
    await api.change(changes, comment);
    return true;
  } catch (error) {
    const isConflict = error instanceof ProblemError && error.isConflict;
    const text = isConflict
      ? `${sentenceOf(error)}. Nothing was changed.`
      : `Could not change ${counted(changes.length, 'flag')}. ${sentenceOf(error)}`;
    showToast({ kind: 'failed', text });
    return false;
  }
}

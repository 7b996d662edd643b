import type { FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FlagRecord } from '../records.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { EditConflictDialog } from './conflict/edit-conflict-dialog.js';
import {
  definitionIn,
  definitionText,
  draftDefinition,
  draftOf,
  type DraftState,
  isChanged,
  onTab,
  startDraft,
} from './draft/draft-state.js';
import { useNames } from './draft/use-names.js';
import { useUnreadable } from './draft/use-unreadable.js';
import { judge, useVerdict, type Verdict } from './draft/use-verdict.js';
import { EditingContext } from './editing.js';
import { EditorTabs } from './editor-tabs.js';
import { FormTab } from './form-tab.js';
import { JsonTab } from './json-tab.js';
import { problemsInWords, problemsWithPaths } from './model/definition-problems.js';
import { withKey } from './model/json-object.js';
import { unfinished } from './model/unfinished.js';
import { SaveBar } from './save/save-bar.js';
import { useSave } from './save/use-save.js';
import { useSaveKey } from './save/use-save-key.js';
import { TryIt } from './try-it/try-it.js';

/** The properties of the editor. */
export interface FlagEditorProps {
  /**
   * The current flag; its `version` is `null` if it is not stored yet. When the flag changes, an editor without edits shows
   * the new version. An editor with edits keeps them and shows a notice.
   */
  readonly record: FlagRecord;
  /** The reason why it is read-only; `undefined` if it is not. */
  readonly readOnly: string | undefined;
  /** Called with the stored flag and the flag before. */
  readonly onSaved: (saved: FlagRecord, before: FlagRecord) => void;
  readonly onDirty: (isDirty: boolean) => void;
}

/** Edits a definition as a form or as JSON. Tries it out before it is saved. */
export function FlagEditor({ record, readOnly, onSaved, onDirty }: FlagEditorProps): JSX.Element {
  const [state, setState] = useState(() => startDraft(record));
  const [refused, setRefused] = useState<string>();
  const [theirs, setTheirs] = useState<FlagRecord | null>();
  const [comment, setComment] = useState('');
  const [spoken, setSpoken] = useState('');
  const seen = useRef(record);
  const panel = useRef<HTMLDivElement>(null);
  const unreadable = useUnreadable();
  const names = useNames();
  const { base, tab, form, text } = state;
  const { name } = base;
  const draft = useMemo(() => draftDefinition(state), [tab, form, text]);
  const changed = isChanged(state, draft) || unreadable.first !== undefined;
  const isNew = base.version === null;
  const verdict = useVerdict(name, state);
  const problems = verdict?.problems ?? [];
  const inWords = tab === 'form' ? problemsInWords : problemsWithPaths;
  const tried = useLastValid(definitionIn(base), verdict);

  useEffect(() => onDirty(changed), [changed]);
  useEffect(() => setRefused(undefined), [form, text]);
  useEffect(() => {
    // Each record counts once: the record of a conflict may be newer than the last one.
    if (changed || record === seen.current) return;
    seen.current = record;
    if (record.version !== base.version) setState(startDraft(record, tab));
  }, [record, changed]);

  const restart = (next: DraftState, sentence: string): void => {
    setState(next);
    setSpoken(sentence);
    // The pressed button no longer exists.
    panel.current?.focus({ preventScroll: true });
    setTheirs(undefined);
    setRefused(undefined);
  };
  const chooseTab = async (next: DraftState['tab']): Promise<void> => {
    if (unreadable.first !== undefined)
      return setRefused(`${unreadable.first}, before the form can be left.`);
    if (next === 'form' && tab === 'json' && readOnly === undefined) {
      const { problems: found } = await judge(name, state);
      if (found.length > 0) return setRefused(`The form can't show this yet. ${inWords(found)}`);
    }
    setRefused(undefined);
    // Edits made during the request have not been checked.
    setState((now) => (now.text === text ? onTab(now, next) : now));
  };
  const saving = useSave(inWords, {
    onStored(saved) {
      setState((now) => ({ ...now, base: saved }));
      setRefused(undefined);
      setComment('');
      onSaved(saved, base);
    },
    onConflict: setTheirs,
    onRefused: setRefused,
  });
  const save = async (): Promise<void> => {
    if (readOnly !== undefined || !(changed || isNew)) return;
    const obstacle = unreadable.first ?? (tab === 'form' ? unfinished(form) : undefined);
    if (obstacle !== undefined) setRefused(`${obstacle}. Nothing is saved yet.`);
    else if (draft === undefined)
      setRefused(`Nothing is saved. ${inWords((await judge(name, state)).problems)}`);
    else await saving.store(base, draft, comment);
  };
  const compare = async (): Promise<void> => {
    // Text that can't be read can't be merged and would be lost.
    if (unreadable.first !== undefined) setRefused(`${unreadable.first}, before versions can be compared.`);
    else if (draft === undefined) setRefused(inWords((await judge(name, state)).problems));
    else setTheirs(record);
  };
  useSaveKey(save);
  const isOvertaken = changed && record.version !== base.version && !saving.isBusy;
  return (
    <EditingContext.Provider
      value={{ readOnly, problems, ...names, reportUnreadable: unreadable.report, announce: setSpoken }}
    >
      <div class="editor">
        <div class="editor-main stack">
          {readOnly !== undefined && (
            <Notice>You can look at everything and try it out, but not save: {readOnly}.</Notice>
          )}
          {isOvertaken && (
            <Notice kind="warning" actions={<Button onClick={() => void compare()}>Compare</Button>}>
              Another user changed this flag while you edit. Your edits are kept.
            </Notice>
          )}
          <EditorTabs tab={tab} onTab={(next) => void chooseTab(next)} />
          <div
            ref={panel}
            id="editor-panel"
            role="tabpanel"
            tabIndex={-1}
            aria-labelledby={`editor-tab-${tab}`}
          >
            {tab === 'form' ? (
              <FormTab
                key={form.id}
                form={form}
                onForm={(next) => setState((now) => ({ ...now, form: next }))}
              />
            ) : (
              <JsonTab
                text={text}
                problem={problems.length === 0 ? undefined : problemsWithPaths(problems)}
                onText={(next) => setState((now) => ({ ...now, text: next }))}
              />
            )}
          </div>
        </div>
        <TryIt name={name} draft={tried} isOutdated={problems.length > 0} />
        <div class="editor-foot stack">
          {refused !== undefined && <Notice kind="error">{refused}</Notice>}
          {refused === undefined && problems.length > 0 && tab === 'form' && (
            <Notice kind="warning">It can’t be saved like this: {inWords(problems)}</Notice>
          )}
          <SaveBar
            before={isNew ? '' : definitionText(definitionIn(base))}
            after={draft === undefined ? text : definitionText(draft)}
            isChanged={changed}
            isBusy={saving.isBusy}
            disabledBecause={readOnly ?? (changed || isNew ? undefined : 'there are no changes')}
            comment={comment}
            onComment={setComment}
            onSave={() => void save()}
            onDiscard={() =>
              restart(
                startDraft(base.version === record.version ? base : record, tab),
                'Your edits are discarded',
              )
            }
          />
        </div>
        <p class="visually-hidden" role="status">
          {spoken}
        </p>
      </div>
      {theirs !== undefined && (
        <EditConflictDialog
          base={base}
          mine={draft ?? definitionIn(base)}
          theirs={theirs}
          onTheirs={() => restart(startDraft(theirs ?? gone(base), tab), 'This is their version')}
          onMerged={(merged) =>
            restart(
              draftOf(theirs ?? gone(base), merged, tab),
              'Your edits are on top of theirs, not saved yet',
            )
          }
          onClose={() => setTheirs(undefined)}
        />
      )}
    </EditingContext.Provider>
  );
}

/** The last valid draft; at first the stored flag. */
function useLastValid(stored: FlagDefinition, verdict: Verdict | undefined): FlagDefinition {
  const last = useRef(stored);
  if (verdict?.draft !== undefined && verdict.problems.length === 0) last.current = verdict.draft;
  return last.current;
}

/** A flag that another user deleted, to be created again. */
function gone(record: FlagRecord): FlagRecord {
  return { ...withKey(record, 'problem', undefined), version: null };
}

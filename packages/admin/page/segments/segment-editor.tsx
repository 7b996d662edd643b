import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { ConditionGroup } from '../editor/conditions/condition-group.js';
import { useNames } from '../editor/draft/use-names.js';
import { useUnreadable } from '../editor/draft/use-unreadable.js';
import { EditingContext } from '../editor/editing.js';
import { EditorTabs } from '../editor/editor-tabs.js';
import { gapInCondition } from '../editor/model/unfinished.js';
import { useSaveKey } from '../editor/save/use-save-key.js';
import { sentenceOf } from '../http/problem-error.js';
import type { SegmentRecord } from '../records.js';
import { goTo, guardPlace } from '../routing/navigation.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { showToast } from '../toast/toasts.js';
import { Button } from '../ui/button.js';
import { TextArea } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { capitalised } from '../words/word-list.js';
import { DeleteSegmentDialog } from './delete-segment-dialog.js';
import { draftCondition, onSegmentTab, type SegmentDraft, startSegment } from './segment-draft.js';
import { loadSegments } from './segment-store.js';

/** The segment to edit. */
export interface SegmentEditorProps {
  readonly name: string;
  /** `undefined` if it does not exist. */
  readonly segment: SegmentRecord | undefined;
}

/** Edits the condition of a segment as a form or as JSON, and deletes the segment. */
export function SegmentEditor({ name, segment }: SegmentEditorProps): JSX.Element {
  const [draft, setDraft] = useState(() => startSegment(segment?.condition));
  const [problem, setProblem] = useState<string>();
  const [spoken, setSpoken] = useState('');
  const [isDeleting, setDeleting] = useState(false);
  const readOnly = useStore(session, readOnlyReason);
  const unreadable = useUnreadable();
  const { flagNames, segmentNames } = useNames();
  const ifMatch = segment?.version ?? null;
  const change = (next: SegmentDraft): void => {
    setDraft(next);
    setProblem(undefined);
    guardPlace(true);
  };
  const obstacle = (): string | undefined => {
    if (draft.tab === 'json')
      return draftCondition(draft) === undefined ? 'the text is not a JSON object' : undefined;
    return unreadable.first ?? gapInCondition(draft.group);
  };
  const chooseTab = (tab: SegmentDraft['tab']): void => {
    const why = draft.tab === 'json' ? obstacle() : unreadable.first;
    setProblem(why === undefined ? undefined : `${capitalised(why)}, so the view can’t change yet.`);
    if (why === undefined) setDraft(onSegmentTab(draft, tab));
  };
  const done = (sentence: string): void => {
    guardPlace(false);
    showToast({ kind: 'done', text: sentence });
  };
  const save = async (): Promise<void> => {
    if (readOnly !== undefined) return;
    const why = obstacle();
    if (why !== undefined) return setProblem(`Nothing is saved: ${why}.`);
    try {
      await api.saveSegment(name, draftCondition(draft)!, { ifMatch });
      done(`Segment ${name} is saved`);
      await loadSegments();
    } catch (error) {
      setProblem(`Nothing is saved. ${sentenceOf(error)}.`);
    }
  };
  const remove = async (): Promise<void> => {
    setDeleting(false);
    try {
      await api.deleteSegment(name, { ifMatch });
      done(`Segment ${name} is deleted`);
      goTo({ view: 'segments' });
    } catch (error) {
      setProblem(`Nothing is deleted. ${sentenceOf(error)}.`);
    }
  };
  useSaveKey(save);
  return (
    <EditingContext.Provider
      value={{
        readOnly,
        problems: [],
        flagNames,
        // A segment that refers to itself never holds.
        segmentNames: segmentNames.filter((each) => each !== name),
        reportUnreadable: unreadable.report,
        announce: setSpoken,
      }}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <EditorTabs tab={draft.tab} onTab={chooseTab} />
        <div id="editor-panel" role="tabpanel" tabIndex={-1} aria-labelledby={`editor-tab-${draft.tab}`}>
          {draft.tab === 'form' ? (
            <ConditionGroup group={draft.group} depth={0} onGroup={(group) => change({ ...draft, group })} />
          ) : (
            <TextArea
              label="Condition (JSON)"
              value={draft.text}
              readOnly={readOnly !== undefined}
              onInput={(text) => change({ ...draft, text })}
            />
          )}
        </div>
        {problem !== undefined && <Notice kind="error">{problem}</Notice>}
        <div class="form-buttons">
          <Button kind="primary" type="submit" disabledBecause={readOnly}>
            Save segment
          </Button>
          {segment !== undefined && (
            <Button kind="danger" disabledBecause={readOnly} onClick={() => setDeleting(true)}>
              Delete…
            </Button>
          )}
        </div>
        <p class="visually-hidden" role="status">
          {spoken}
        </p>
      </form>
      {isDeleting && segment !== undefined && (
        <DeleteSegmentDialog
          segment={segment}
          onDelete={() => void remove()}
          onClose={() => setDeleting(false)}
        />
      )}
    </EditingContext.Provider>
  );
}

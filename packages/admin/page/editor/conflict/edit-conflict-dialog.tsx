import type { FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { DiffView } from '../../diff/diff-view.js';
import type { FlagRecord } from '../../records.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { definitionIn, definitionText } from '../draft/draft-state.js';
import { mergeDefinitions } from '../model/merge-definitions.js';

/** The two versions, with their common base. */
export interface EditConflictDialogProps {
  /** The common base of both versions. */
  readonly base: FlagRecord;
  readonly mine: FlagDefinition;
  /** The stored flag; `null` if it was deleted. */
  readonly theirs: FlagRecord | null;
  readonly onTheirs: () => void;
  /** Continues with my edits on top of theirs, not saved yet. */
  readonly onMerged: (definition: FlagDefinition) => void;
  readonly onClose: () => void;
}

type Side = 'theirs' | 'mine' | 'both' | 'base';

const SIDES: readonly (readonly [side: Side, text: string])[] = [
  ['theirs', 'What they changed'],
  ['mine', 'What I changed'],
  ['both', 'Theirs with mine on top'],
  ['base', 'Common base'],
];

/** Shows their changes, my changes and the merged version, and lets the user choose. */
export function EditConflictDialog(props: EditConflictDialogProps): JSX.Element {
  const { base, mine, theirs, onTheirs, onMerged, onClose } = props;
  const [side, setSide] = useState<Side>('theirs');
  const before = definitionIn(base);
  const { merged, clashes } = useMemo(() => {
    if (theirs === null) return { merged: mine, clashes: [] };
    const { definition, clashes: found } = mergeDefinitions(before, mine, definitionIn(theirs));
    return { merged: definition, clashes: found };
  }, [base, mine, theirs]);
  const texts: Readonly<Record<Side, readonly [string | null, string | null]>> = {
    theirs: [definitionText(before), theirs && definitionText(definitionIn(theirs))],
    mine: [definitionText(before), definitionText(mine)],
    both: [theirs && definitionText(definitionIn(theirs)), definitionText(merged)],
    base: [null, definitionText(before)],
  };
  const [from, to] = texts[side];
  return (
    <Dialog title="Another user changed this flag" wide onClose={onClose}>
      <div class="stack">
        <p>
          {theirs === null
            ? 'The flag was deleted. Your edits are kept and not stored.'
            : 'It differs from the version you started from. Your edits are kept and not stored yet.'}
        </p>
        <div class="choice-row" role="group" aria-label="Show">
          {SIDES.map(([each, text]) => (
            <button
              key={each}
              type="button"
              class="button choice-button"
              aria-pressed={side === each}
              onClick={() => setSide(each)}
            >
              {text}
            </button>
          ))}
        </div>
        <DiffView label={SIDES.find(([each]) => each === side)![1]} before={from} after={to} />
        {clashes.length > 0 && (
          <p class="field-problem">
            You both changed {clashes.map((path) => path || 'the whole definition').join(', ')}: with mine on
            top, yours counts there.
          </p>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Go on editing</Button>
        <Button onClick={onTheirs}>{theirs === null ? 'Leave it deleted' : 'Take theirs'}</Button>
        <Button kind="primary" onClick={() => onMerged(merged)}>
          {theirs === null ? 'Create it again with mine' : 'Keep mine on top of theirs'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

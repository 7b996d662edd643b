import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord, PlannedRecord } from '../records.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { instantWords } from '../words/time-words.js';

/** The properties of the list. */
export interface PlannedChangesProps {
  readonly record: FlagRecord;
  readonly readOnly: string | undefined;
  /** Grows with each change that was planned here. */
  readonly planned: number;
}

/** The planned changes of a flag, each with a button to cancel it. Nothing is shown if there are none. */
export function PlannedChanges({ record, readOnly, planned }: PlannedChangesProps): JSX.Element | null {
  const { name, version } = record;
  const [items, setItems] = useState<readonly PlannedRecord[]>([]);
  const [problem, setProblem] = useState<string>();
  const [cancelled, setCancelled] = useState(0);
  // A planned change that is applied gives the flag another version.
  useEffect(() => {
    let isShown = true;
    api.planned().then(
      (all) => isShown && setItems(all.filter(({ flag }) => flag === name)),
      (error: unknown) => isShown && setProblem(sentenceOf(error)),
    );
    return () => {
      isShown = false;
    };
  }, [name, version, planned, cancelled]);
  const cancel = async (id: string): Promise<void> => {
    setProblem(undefined);
    try {
      await api.cancelPlanned(id);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setCancelled((count) => count + 1);
  };
  if (items.length === 0 && problem === undefined) return null;
  return (
    <section class="card" aria-label="Planned changes">
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      <ul class="planned">
        {items.map((each) => (
          <li key={each.id}>
            {changeWords(each.change)} {each.at === null ? '' : instantWords(each.at)}
            {each.actor !== undefined && ` by ${each.actor}`}
            {each.comment !== undefined && ` “${each.comment}”`}
            {each.problem !== undefined && `: not applied, ${each.problem}`}{' '}
            <Button disabledBecause={readOnly} onClick={() => void cancel(each.id)}>
              Cancel this change
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function changeWords(change: PlannedRecord['change']): string {
  if (change.enabled !== undefined) return change.enabled ? 'Will be switched on' : 'Will be switched off';
  if (change.rollout === undefined) return 'Will be replaced';
  return typeof change.rollout === 'number' ? `Will be rolled out to ${change.rollout}%` : 'Will be a ramp';
}

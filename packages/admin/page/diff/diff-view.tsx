import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { foldedDiff } from './folded-diff.js';
import { type DiffLine, lineDiff } from './line-diff.js';
import { comparedText } from './compared-text.js';

/** The stored texts to compare; `null` for a missing one. */
export interface DiffViewProps {
  /** The accessible name. */
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−' };

/** A difference line by line. Leaves out long runs of unchanged lines. */
export function DiffView({ label, before, after }: DiffViewProps): JSX.Element {
  const lines = useMemo(() => lineDiff(comparedText(before), comparedText(after)), [before, after]);
  if (lines.every(({ kind }) => kind === 'same')) return <p class="diff-none">No difference.</p>;
  return (
    <div class="diff" role="group" aria-label={label} tabIndex={0}>
      {foldedDiff(lines).map((run, index) =>
        'folded' in run ? (
          <div key={index} class="diff-gap">
            {run.folded} lines are the same
          </div>
        ) : (
          run.lines.map((line, place) => <Line key={`${index} ${place}`} {...line} />)
        ),
      )}
    </div>
  );
}

function Line({ kind, text }: DiffLine): JSX.Element {
  return (
    <div class={`diff-line diff-${kind}`}>
      <span class="diff-sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      {kind !== 'same' && <span class="visually-hidden">{kind}: </span>}
      {kind === 'added' ? <ins>{text}</ins> : kind === 'removed' ? <del>{text}</del> : <span>{text}</span>}
    </div>
  );
}

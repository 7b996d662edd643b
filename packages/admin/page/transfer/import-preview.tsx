import type { JSX } from 'preact';
import { DiffView } from '../diff/diff-view.js';
import type { ImportReport, PlannedChange } from '../records.js';
import { Notice } from '../ui/notice.js';
import { counted } from '../words/word-list.js';
import { formatWords } from './format-words.js';

const DEEDS: Readonly<Record<PlannedChange['change'], string>> = {
  create: 'make',
  replace: 'change',
  delete: 'delete',
};

const MOST = 100;

/** The preview of an import: its format, its problems, what is left out, and each change with its difference. */
export function ImportPreview({ report }: { readonly report: ImportReport }): JSX.Element {
  const { format, changes, unchanged, skipped, problems } = report;
  return (
    <>
      <p>
        Format: <strong>{formatWords(format)}</strong>
      </p>
      {problems.length > 0 && (
        <Notice kind="error">
          <p>{counted(problems.length, 'flag')} can’t be imported, so nothing is:</p>
          <Reasons entries={problems.map(({ name, problem }) => [name, problem])} />
        </Notice>
      )}
      {skipped.length > 0 && (
        <Notice kind="warning">
          <p>{counted(skipped.length, 'flag')} left out:</p>
          <Reasons entries={skipped.map(({ name, reason }) => [name, reason])} />
        </Notice>
      )}
      <p role="status">
        {changes.length === 0 ? 'Nothing would change' : counted(changes.length, 'change')}; {unchanged} the
        same already.
      </p>
      <ul class="planned">
        {changes.slice(0, MOST).map(({ name, change, before, after }) => (
          <li key={name}>
            <details open={changes.length <= 3}>
              <summary>
                <span class={`badge planned-${change}`}>{DEEDS[change]}</span> {name}
              </summary>
              <DiffView label={`What changes in ${name}`} before={before} after={after} />
            </details>
          </li>
        ))}
      </ul>
      {changes.length > MOST && <p class="quiet">and {changes.length - MOST} more</p>}
    </>
  );
}

/** Names with reasons, each name once. */
function Reasons({ entries }: { readonly entries: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <>
      <ul>
        {entries.slice(0, MOST).map(([name, reason]) => (
          <li key={name}>{reason.includes(name) ? reason : `${name}: ${reason}`}</li>
        ))}
      </ul>
      {entries.length > MOST && <p>and {entries.length - MOST} more</p>}
    </>
  );
}

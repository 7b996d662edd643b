import type { JSX } from 'preact';
import { DiffView } from '../diff/diff-view.js';
import type { ImportReport, PlannedChange } from '../records.js';
import { Notice } from '../ui/notice.js';
import { counted } from '../words/word-list.js';

const DEEDS: Readonly<Record<PlannedChange['change'], string>> = {
  create: 'make',
  replace: 'change',
  delete: 'delete',
};

const MOST = 100;

/** The preview of an import: its problems, and each change with its difference. */
export function ImportPreview({ report }: { readonly report: ImportReport }): JSX.Element {
  const { changes, unchanged, problems } = report;
  return (
    <>
      {problems.length > 0 && (
        <Notice kind="error">
          <p>{counted(problems.length, 'flag')} can’t be stored, so nothing is:</p>
          <ul>
            {problems.slice(0, MOST).map(({ name, problem }) => (
              <li key={name}>{problem.includes(name) ? problem : `${name}: ${problem}`}</li>
            ))}
          </ul>
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

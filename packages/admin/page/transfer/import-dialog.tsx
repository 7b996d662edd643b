import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api, type ImportInput } from '../api.js';
import { CheckField } from '../editor/fields/check-field.js';
import { sentenceOf } from '../http/problem-error.js';
import { showToast } from '../toast/toasts.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { SelectField, TextArea } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { counted } from '../words/word-list.js';
import { ImportPreview } from './import-preview.js';
import { type ImportPlan, type Planning, useImportPlan } from './use-import-plan.js';

const MODES = [
  ['merge', 'Keep the flags that are not in the file'],
  ['replace', 'Delete the flags that are not in the file'],
] as const;

/** Imports flags from a file or a pasted text, of Halyard or another system. Shows the changes first, then makes exactly these. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [text, setText] = useState('');
  const [isTyped, setTyped] = useState(false);
  const [mode, setMode] = useState<ImportInput['mode']>('merge');
  const [skip, setSkip] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const planning = useImportPlan(text, { mode, skip }, attempt);
  const { plan, problem } = planning;

  const choose = (change: () => void): void => {
    setRefused(undefined);
    change();
  };
  const take = (read: string, typed: boolean): void => {
    setText(read);
    setTyped(typed);
  };
  const apply = async ({ document, tag }: ImportPlan): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    try {
      const { written } = await api.import(document, { mode, skip, ifMatch: tag });
      showToast({ kind: 'done', text: `${counted(written, 'change')} imported` });
      onClose();
    } catch (error) {
      setBusy(false);
      setRefused(sentenceOf(error));
      setAttempt(attempt + 1);
    }
  };
  const isSkippable = skip || (plan !== undefined && plan.report.problems.length > 0);
  return (
    <Dialog title="Import flags" wide onClose={onClose}>
      <div class="stack">
        <label class="file">
          A file in JSON or YAML: of Halyard, flagd, Unleash, LaunchDarkly, GrowthBook, Flipper or another
          known system
          <input
            class="input"
            type="file"
            accept="application/json,application/yaml,.json,.yaml,.yml"
            // Reset, so that the same file can be chosen again after it was edited.
            onClick={(event) => (event.currentTarget.value = '')}
            onChange={(event) => {
              void event.currentTarget.files?.[0]?.text().then((read) => choose(() => take(read, false)));
            }}
          />
        </label>
        <TextArea
          label="Or its text"
          rows={6}
          value={isTyped ? text : ''}
          onInput={(typed) => choose(() => take(typed, true))}
        />
        <SelectField
          label="Other flags"
          value={mode}
          options={MODES}
          onChange={(value) => choose(() => setMode(value))}
        />
        {isSkippable && (
          <CheckField
            label="Leave out the flags that can’t be imported"
            checked={skip}
            onCheck={(checked) => choose(() => setSkip(checked))}
          />
        )}
        {refused !== undefined && <Notice kind="error">Nothing more was imported. {refused}</Notice>}
        {problem !== undefined && <Notice kind="error">{problem}</Notice>}
        {plan !== undefined && <ImportPreview report={plan.report} />}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={mode === 'replace' ? 'danger' : 'primary'}
          busy={busy}
          disabledBecause={whyNot(planning, text === '')}
          onClick={() => {
            if (plan !== undefined) void apply(plan);
          }}
        >
          {buttonText(planning, refused !== undefined)}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

/** What the button does, or why it does not. */
function buttonText({ plan, problem }: Planning, isRefused: boolean): string {
  if (problem !== undefined) return 'Can’t import this';
  if (plan === undefined) return 'Import';
  const { changes, problems } = plan.report;
  if (problems.length > 0) return `Can’t import: ${counted(problems.length, 'flag')} refused`;
  if (changes.length === 0) return 'Nothing to import';
  const what = `Import ${counted(changes.length, 'change')}`;
  return isRefused ? `Refused. ${what} again` : what;
}

function whyNot({ plan, problem }: Planning, isEmpty: boolean): string | undefined {
  if (problem !== undefined) return problem;
  if (plan === undefined)
    return isEmpty ? 'Choose a file or paste its text first' : 'The changes are not known yet';
  if (plan.report.problems.length > 0) return 'Some flags of the file can’t be stored';
  return plan.report.changes.length === 0 ? 'There is nothing to change' : undefined;
}

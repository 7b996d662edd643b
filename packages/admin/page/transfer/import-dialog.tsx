import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import type { ImportReport } from '../records.js';
import { showToast } from '../toast/toasts.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { SelectField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { counted } from '../words/word-list.js';
import { ImportPreview } from './import-preview.js';

const MODES = [
  ['merge', 'Keep the flags that are not in the file'],
  ['replace', 'Delete the flags that are not in the file'],
] as const;

type Mode = (typeof MODES)[number][0];

interface Plan {
  readonly report: ImportReport;
  readonly tag: string;
}

/** Imports flags from a file. Shows the changes first, then makes exactly these. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [document, setDocument] = useState<JsonValue>();
  const [mode, setMode] = useState<Mode>('merge');
  const [plan, setPlan] = useState<Plan>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const look = async (what: JsonValue, how: Mode): Promise<void> => {
    setPlan(undefined);
    setProblem(undefined);
    try {
      setPlan(await api.planImport(what, { mode: how }));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setDocument(undefined);
    try {
      const read = JSON.parse(await file.text()) as JsonValue;
      setDocument(read);
      await look(read, mode);
    } catch (error) {
      setPlan(undefined);
      setProblem(`${file.name} is not JSON. ${sentenceOf(error)}`);
    }
  };
  const apply = async (what: JsonValue, { tag }: Plan): Promise<void> => {
    setBusy(true);
    try {
      const { written } = await api.import(what, { mode, ifMatch: tag });
      showToast({ kind: 'done', text: `${counted(written, 'change')} imported` });
      onClose();
    } catch (error) {
      setBusy(false);
      await look(what, mode);
      setProblem(sentenceOf(error));
    }
  };
  const changes = plan?.report.changes.length ?? 0;
  return (
    <Dialog title="Import flags" wide onClose={onClose}>
      <div class="stack">
        <label class="file">
          File with a map of names to flags, as “Export” makes it
          <input
            class="input"
            type="file"
            accept="application/json,.json"
            // Reset, so that the same file can be chosen again after it was edited.
            onClick={(event) => (event.currentTarget.value = '')}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
        <SelectField
          label="Other flags"
          value={mode}
          options={MODES}
          onChange={(value) => {
            setMode(value);
            if (document !== undefined) void look(document, value);
          }}
        />
        {problem !== undefined && <Notice kind="error">{problem}</Notice>}
        {plan !== undefined && <ImportPreview report={plan.report} />}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind={mode === 'replace' ? 'danger' : 'primary'}
          busy={busy}
          disabledBecause={whyNot(plan)}
          onClick={() => {
            if (document !== undefined && plan !== undefined) void apply(document, plan);
          }}
        >
          {changes === 0 ? 'Import' : `Import ${counted(changes, 'change')}`}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function whyNot(plan: Plan | undefined): string | undefined {
  if (plan === undefined) return 'Choose a file first';
  if (plan.report.problems.length > 0) return 'Some flags of the file can’t be stored';
  return plan.report.changes.length === 0 ? 'There is nothing to change' : undefined;
}

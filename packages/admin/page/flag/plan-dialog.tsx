import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { Labelled } from '../ui/labelled.js';
import { Notice } from '../ui/notice.js';

/** The properties of the dialog. */
export interface PlanDialogProps {
  readonly name: string;
  readonly onPlanned: () => void;
  readonly onClose: () => void;
}

/** Plans that a flag is switched at a time. */
export function PlanDialog({ name, onPlanned, onClose }: PlanDialogProps): JSX.Element {
  const [state, setState] = useState<'on' | 'off'>('on');
  const [at, setAt] = useState('');
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const plan = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await api.plan(name, state === 'on', new Date(at).toISOString(), comment);
      onPlanned();
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Plan a change of ${name}`} onClose={onClose}>
      <p>The flag is switched once, as it is then: what is changed until then stays.</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (at !== '') void plan();
        }}
      >
        <SelectField
          label="Switch it"
          value={state}
          options={[
            ['on', 'On'],
            ['off', 'Off'],
          ]}
          onChange={setState}
        />
        <Labelled label="At" hint={`${Intl.DateTimeFormat().resolvedOptions().timeZone} time`}>
          {(control) => (
            <input
              {...control}
              class="input"
              type="datetime-local"
              value={at}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          )}
        </Labelled>
        <TextField label="Reason (for the history)" value={comment} onInput={setComment} />
        {problem !== undefined && <Notice kind="error">{problem}</Notice>}
        <DialogButtons>
          <Button onClick={onClose}>Close</Button>
          <Button
            kind="primary"
            type="submit"
            busy={busy}
            disabledBecause={at === '' ? 'Choose the time first' : undefined}
          >
            Plan the change
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

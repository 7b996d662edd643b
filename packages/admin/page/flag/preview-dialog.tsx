import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { copyText } from '../app/copy-text.js';
import type { FlagRecord, PreviewRecord } from '../records.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

/** The properties of the dialog. */
export interface PreviewDialogProps {
  readonly record: FlagRecord;
  readonly onClose: () => void;
}

const DURATIONS = [
  ['900', '15 minutes'],
  ['3600', '1 hour'],
  ['86400', '1 day'],
  ['604800', '1 week'],
] as const;

type Seconds = (typeof DURATIONS)[number][0];

/** Makes a link with which a tester alone gets another answer. */
export function PreviewDialog({ record, onClose }: PreviewDialogProps): JSX.Element {
  const { name } = record;
  const variants = Object.keys(record.definition?.variants ?? {});
  const [choice, setChoice] = useState('on');
  const [seconds, setSeconds] = useState<Seconds>('3600');
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<PreviewRecord>();
  const [problem, setProblem] = useState<string>();
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setMade(await api.preview(name, overrideOf(choice), Number(seconds)));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Preview ${name}`} onClose={onClose}>
      <p>
        The link has the browser that opens it see this flag differently. Other users see no change, and the
        flag stays as it is.
      </p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <SelectField
          label="The tester gets"
          value={choice}
          options={[
            ['on', 'On'],
            ['off', 'Off'],
            ...variants.map((variant) => [`variant ${variant}`, `Variant ${variant}`] as const),
          ]}
          onChange={setChoice}
        />
        <SelectField label="For" value={seconds} options={DURATIONS} onChange={setSeconds} />
        {problem !== undefined && <Notice kind="error">{problem}</Notice>}
        {made !== undefined && (
          <TextField
            label={`The link, until ${new Date(made.until).toLocaleString()}`}
            value={made.link}
            onInput={() => {}}
            readOnly
          />
        )}
        <DialogButtons>
          <Button onClick={onClose}>Close</Button>
          {made !== undefined && <Button onClick={() => void copyText('link', made.link)}>Copy link</Button>}
          <Button kind="primary" type="submit" busy={busy}>
            Make a link
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

/** Variants have a prefix, since one may be named `on`. */
function overrideOf(choice: string): boolean | string {
  return choice === 'on' || choice === 'off' ? choice === 'on' : choice.slice('variant '.length);
}

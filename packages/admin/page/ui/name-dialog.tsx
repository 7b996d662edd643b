import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button.js';
import { Dialog, DialogButtons } from './dialog.js';
import { TextField } from './field.js';

/** The properties of a name dialog. */
export interface NameDialogProps {
  readonly title: string;
  readonly hint: string;
  /** The problem of a name; `undefined` if it is valid. */
  readonly problemOf: (name: string) => string | undefined;
  /** Called with a valid name, after the dialog is closed. */
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
  /** More fields. */
  readonly children?: ComponentChildren;
}

/** Asks for a new name. */
export function NameDialog(props: NameDialogProps): JSX.Element {
  const { title, hint, problemOf, onName, onClose, children } = props;
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const goOn = (): void => {
    const wrong = problemOf(name.trim());
    setProblem(wrong);
    if (wrong !== undefined) return;
    onClose();
    onName(name.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <TextField label="Name" value={name} onInput={setName} problem={problem} hint={hint} />
        {children}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Go on
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

import type { JSX } from 'preact';
import { DiffView } from '../diff/diff-view.js';
import { readableText } from '../diff/readable-text.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { openConflict } from './conflicts.js';

/** Lets the user resolve the current conflict. Shows both versions side by side. */
export function ConflictDialog(): JSX.Element | null {
  const conflict = useStore(openConflict, (value) => value);
  if (conflict === undefined) return null;
  const { name, wanted, mine, merged = mine, theirs, applyMine, keepTheirs } = conflict;
  const decide = (choice?: () => void): void => {
    openConflict.set(undefined);
    choice?.();
  };
  return (
    <Dialog title={`Another user changed ${name}`} wide onClose={() => decide(keepTheirs)}>
      <p>You wanted to {wanted}, but another user changed the flag first. Your change is not stored yet.</p>
      <div class="versions">
        <Version title="Theirs, stored now" text={theirs?.text ?? null} gone="The flag is gone." />
        <Version title="Mine, not stored" text={mine} gone="The flag is removed." />
      </div>
      <h3>What applying mine on top changes</h3>
      <DiffView label="What applying mine on top changes" before={theirs?.text ?? null} after={merged} />
      <DialogButtons>
        <Button onClick={() => decide(keepTheirs)}>Keep theirs</Button>
        <Button kind="primary" onClick={() => decide(applyMine)}>
          Apply mine on top
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function Version(props: {
  readonly title: string;
  readonly text: string | null;
  readonly gone: string;
}): JSX.Element {
  const { title, text, gone } = props;
  return (
    <section class="version" aria-label={title}>
      <h3>{title}</h3>
      {text === null ? (
        <p>{gone}</p>
      ) : (
        <pre class="code" tabIndex={0}>
          {readableText(text)}
        </pre>
      )}
    </section>
  );
}

import type { JSX } from 'preact';
import { EditButton } from './fields/edit-button.js';
import { Labelled } from '../ui/labelled.js';
import { useEditing } from './editing.js';

/** The text of a definition. */
export interface JsonTabProps {
  readonly text: string;
  /** The problem of the text, from the server. */
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
}

/** The whole definition as JSON, with its problem below. */
export function JsonTab({ text, problem, onText }: JsonTabProps): JSX.Element {
  const { readOnly } = useEditing();
  return (
    <div class="stack">
      <Labelled label="Definition in JSON" problem={problem}>
        {(control) => (
          <textarea
            {...control}
            class="input input-code definition-text"
            rows={Math.min(Math.max(text.split('\n').length + 1, 12), 40)}
            value={text}
            readOnly={readOnly !== undefined}
            spellcheck={false}
            onInput={(event) => onText(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <div>
        <EditButton
          disabledBecause={isJson(text) ? undefined : 'it is not valid JSON'}
          onClick={() => onText(JSON.stringify(JSON.parse(text), null, 2))}
        >
          Format
        </EditButton>
      </div>
    </div>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

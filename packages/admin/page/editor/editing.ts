import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DefinitionProblem } from './model/definition-problems.js';

/** The state and the callbacks that every control of the editor uses. */
export interface Editing {
  /** The reason why the editor is read-only; `undefined` if it is not. */
  readonly readOnly: string | undefined;
  /** The problems of the draft, from the server. */
  readonly problems: readonly DefinitionProblem[];
  readonly flagNames: readonly string[];
  readonly segmentNames: readonly string[];
  /** Reports a control whose text can't be read, as a sentence; `undefined` when it can. Saving waits until then. */
  readonly reportUnreadable: (control: string, sentence: string | undefined) => void;
  /** Announces a visible change to screen readers. */
  readonly announce: (sentence: string) => void;
}

/** The context of the editor around a control. */
export const EditingContext = createContext<Editing>({
  readOnly: undefined,
  problems: [],
  flagNames: [],
  segmentNames: [],
  reportUnreadable: () => undefined,
  announce: () => undefined,
});

/** The editor around a control. */
export function useEditing(): Editing {
  return useContext(EditingContext);
}

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DefinitionProblem } from './model/definition-problems.js';

/** What every control of the editor needs to know, and whom it tells. */
export interface Editing {
  /** Why nothing can be changed; `undefined` when it can. */
  readonly readOnly: string | undefined;
  /** What the server finds wrong with the draft. */
  readonly problems: readonly DefinitionProblem[];
  readonly flagNames: readonly string[];
  readonly segmentNames: readonly string[];
  /** Text in a control that can't be read, as a sentence; `undefined` once it can. Nothing is saved meanwhile. */
  readonly reportUnreadable: (control: string, sentence: string | undefined) => void;
  /** Has something read aloud that is only seen otherwise. */
  readonly announce: (sentence: string) => void;
}

/** The editor around a control. */
export const EditingContext = createContext<Editing>({
  readOnly: undefined,
  problems: [],
  flagNames: [],
  segmentNames: [],
  reportUnreadable: () => undefined,
  announce: () => undefined,
});

/** The editor that the control is part of. */
export function useEditing(): Editing {
  return useContext(EditingContext);
}

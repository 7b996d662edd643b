import type { FlagDefinition } from '@halyard/core';
import type { FlagRecord } from '../../records.js';
import { json } from '../model/codecs.js';
import { type FlagForm, readForm, writeForm } from '../model/flag-form.js';
import { isObject, sameJson } from '../model/json-object.js';

/** A flag that is being edited. */
export interface DraftState {
  /** The record that the edits are based on. */
  readonly base: FlagRecord;
  /** The active editor: `form` or `json`. */
  readonly tab: 'form' | 'json';
  readonly form: FlagForm;
  readonly text: string;
}

/** A draft without edits. */
export function startDraft(base: FlagRecord, tab: DraftState['tab'] = 'form'): DraftState {
  return draftOf(base, definitionIn(base), tab);
}

/** A draft with this definition. */
export function draftOf(base: FlagRecord, definition: FlagDefinition, tab: DraftState['tab']): DraftState {
  return { base, tab, form: readForm(definition), text: definitionText(definition) };
}

/** The definition of a record; a disabled flag if the stored text is not usable. */
export function definitionIn({ definition }: FlagRecord): FlagDefinition {
  return definition ?? { enabled: false };
}

/** The edited definition; `undefined` while the text is not a JSON object. */
export function draftDefinition({ tab, form, text }: DraftState): FlagDefinition | undefined {
  if (tab === 'form') return writeForm(form);
  const reading = json.read(text);
  return 'problem' in reading || !isObject(reading.value) ? undefined : reading.value;
}

/** Whether the draft has changes. */
export function isChanged({ base }: DraftState, definition: FlagDefinition | undefined): boolean {
  return definition === undefined || !sameJson(definition, definitionIn(base));
}

/** The draft in the other tab. Its edits must be readable. */
export function onTab(state: DraftState, tab: DraftState['tab']): DraftState {
  const definition = draftDefinition(state);
  if (tab === state.tab || definition === undefined) return state;
  if (tab === 'json') return { ...state, tab, text: definitionText(definition) };
  // Unchanged text keeps the rules and their ids.
  const form = sameJson(definition, writeForm(state.form)) ? state.form : readForm(definition);
  return { ...state, tab, form };
}

/** A definition for display: JSON on several lines. */
export function definitionText(definition: FlagDefinition): string {
  return JSON.stringify(definition, null, 2);
}

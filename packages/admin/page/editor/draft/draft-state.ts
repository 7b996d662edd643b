import type { FlagDefinition } from '@halyard/core';
import type { FlagRecord } from '../../records.js';
import { json } from '../model/codecs.js';
import { type FlagForm, readForm, writeForm } from '../model/flag-form.js';
import { isObject, sameJson } from '../model/json-object.js';

/** A flag that is being edited. */
export interface DraftState {
  /** What the edits were made to. */
  readonly base: FlagRecord;
  /** Which of the two below is being edited. */
  readonly tab: 'form' | 'json';
  readonly form: FlagForm;
  readonly text: string;
}

/** A flag, not edited yet. */
export function startDraft(base: FlagRecord, tab: DraftState['tab'] = 'form'): DraftState {
  return draftOf(base, definitionIn(base), tab);
}

/** A flag, edited until it is this. */
export function draftOf(base: FlagRecord, definition: FlagDefinition, tab: DraftState['tab']): DraftState {
  return { base, tab, form: readForm(definition), text: definitionText(definition) };
}

/** The definition of a record; a disabled flag where nothing usable is stored. */
export function definitionIn({ definition }: FlagRecord): FlagDefinition {
  return definition ?? { enabled: false };
}

/** The definition as it is edited; `undefined` while the text is no JSON object. */
export function draftDefinition({ tab, form, text }: DraftState): FlagDefinition | undefined {
  if (tab === 'form') return writeForm(form);
  const reading = json.read(text);
  return 'problem' in reading || !isObject(reading.value) ? undefined : reading.value;
}

/** Whether there is anything to save. */
export function isChanged({ base }: DraftState, definition: FlagDefinition | undefined): boolean {
  return definition === undefined || !sameJson(definition, definitionIn(base));
}

/** The other tab, with what was edited in this one, which must be readable. */
export function onTab(state: DraftState, tab: DraftState['tab']): DraftState {
  const definition = draftDefinition(state);
  if (tab === state.tab || definition === undefined) return state;
  if (tab === 'json') return { ...state, tab, text: definitionText(definition) };
  // The rules stay the same rules when nothing was changed in the text.
  const form = sameJson(definition, writeForm(state.form)) ? state.form : readForm(definition);
  return { ...state, tab, form };
}

/** A definition as it is shown: JSON over several lines. */
export function definitionText(definition: FlagDefinition): string {
  return JSON.stringify(definition, null, 2);
}

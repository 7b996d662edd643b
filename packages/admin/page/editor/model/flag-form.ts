import type { FlagDefinition, JsonValue } from '@halyard/core';
import { withKey } from './json-object.js';
import { newPartId } from './part-id.js';
import { readRule, type RuleForm, writeRule } from './rule-form.js';
import { type ValueKind, valueKindOf } from './value-kind.js';

/** A definition as the form holds it. What has no control stays in `definition`, untouched. */
export interface FlagForm {
  /** Another one whenever a definition is read anew: what was typed before is then forgotten. */
  readonly id: number;
  /** All but the rules, which it has as they were when the form was opened. */
  readonly definition: FlagDefinition;
  readonly kind: ValueKind;
  /** Whether there is a list of rules, if only an empty one. `false`: there is none, and everyone gets the same. */
  readonly ruled: boolean;
  /** Kept also while they do not count, so that going back loses nothing. */
  readonly rules: readonly RuleForm[];
}

/** A valid definition, ready to be edited. */
export function readForm(definition: FlagDefinition): FlagForm {
  const { rules } = definition;
  return {
    id: newPartId(),
    definition,
    kind: valueKindOf(definition),
    ruled: rules !== undefined,
    rules: (rules ?? []).map(readRule),
  };
}

/** What the flag serves where no rule matches: its default or, where that is absent, off; on where there are no rules. */
export function servedOtherwise({ definition, ruled }: FlagForm): JsonValue {
  return definition.default === undefined ? !ruled : definition.default;
}

/** The form with another default; on or off that goes without saying is left out. */
export function withDefault(form: FlagForm, value: JsonValue): FlagForm {
  const { definition, kind, ruled } = form;
  const goesWithoutSaying = kind === 'boolean' && value === !ruled;
  return { ...form, definition: withKey(definition, 'default', goesWithoutSaying ? undefined : value) };
}

/** The definition of a form: the same object while nothing was changed. */
export function writeForm({ definition, ruled, rules }: FlagForm): FlagDefinition {
  const before = definition.rules;
  if (!ruled) return before === undefined ? definition : withKey(definition, 'rules', undefined);
  const after = rules.map(writeRule);
  const same = before?.length === after.length && after.every((rule, index) => rule === before[index]);
  return same ? definition : withKey(definition, 'rules', after);
}

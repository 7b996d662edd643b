import type { FlagDefinition } from '@halyard/core';
import { withKey } from './json-object.js';
import { newPartId } from './part-id.js';
import { readRule, type RuleForm, writeRule } from './rule-form.js';
import { type ValueKind, valueKindOf } from './value-kind.js';

/** A definition as the form holds it. Whatever has no control stays in `definition`, untouched. */
export interface FlagForm {
  /** Another one whenever a definition is read anew: what was typed before is then forgotten. */
  readonly id: number;
  /** All but the rules, which it has as they were when the form was opened. */
  readonly definition: FlagDefinition;
  readonly kind: ValueKind;
  /** Whether rules decide. `false`: there are none, and everybody gets the same. */
  readonly ruled: boolean;
  /** Kept also while they do not decide, so that changing one's mind loses nothing. */
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

/** The definition that a form says: the very object when nobody has changed it. */
export function writeForm({ definition, ruled, rules }: FlagForm): FlagDefinition {
  const before = definition.rules;
  if (!ruled) return before === undefined ? definition : withKey(definition, 'rules', undefined);
  const after = rules.map(writeRule);
  const same = before?.length === after.length && after.every((rule, index) => rule === before[index]);
  return same ? definition : withKey(definition, 'rules', after);
}

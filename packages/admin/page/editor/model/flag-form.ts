import type { FlagDefinition, JsonValue } from '@halyard/core';
import { withKey } from './json-object.js';
import { newPartId } from './part-id.js';
import { readRule, type RuleForm, writeRule } from './rule-form.js';
import { type ValueKind, valueKindOf } from './value-kind.js';

/** A definition in the form. Keys without a control stay in `definition`, unchanged. */
export interface FlagForm {
  /** Changes whenever a definition is read again. Then half-typed text is dropped. */
  readonly id: number;
  /** The definition. Its rules are those from when the form was opened. */
  readonly definition: FlagDefinition;
  readonly kind: ValueKind;
  /** Whether the definition has a list of rules, which may be empty. `false`: everyone gets the same. */
  readonly ruled: boolean;
  /** Kept even while they do not apply, so that switching back loses nothing. */
  readonly rules: readonly RuleForm[];
}

/** The form for a valid definition. */
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

/** The value served if no rule matches: the default. Without a default this is off, or on without rules. */
export function servedOtherwise({ definition, ruled }: FlagForm): JsonValue {
  return definition.default === undefined ? !ruled : definition.default;
}

/** The form with another default. An implied default is left out. */
export function withDefault(form: FlagForm, value: JsonValue): FlagForm {
  const { definition, kind, ruled } = form;
  const goesWithoutSaying = kind === 'boolean' && value === !ruled;
  return { ...form, definition: withKey(definition, 'default', goesWithoutSaying ? undefined : value) };
}

/** The definition of a form: the same object if nothing has changed. */
export function writeForm({ definition, ruled, rules }: FlagForm): FlagDefinition {
  const before = definition.rules;
  if (!ruled) return before === undefined ? definition : withKey(definition, 'rules', undefined);
  const after = rules.map(writeRule);
  const same = before?.length === after.length && after.every((rule, index) => rule === before[index]);
  return same ? definition : withKey(definition, 'rules', after);
}

import type { Rule } from '@halyard/core';
import type { JSX } from 'preact';
import { RuleBucketing } from '../bucketing/rule-bucketing.js';
import { type Choice, ChoiceField } from '../fields/choice-field.js';
import { TypedField } from '../fields/typed-field.js';
import { hashOf } from '../model/bucketing.js';
import { json } from '../model/codecs.js';
import { withEvenSplit, withServed } from '../model/serving.js';
import type { ValueKind } from '../model/value-kind.js';
import { SplitFields } from './split-fields.js';

/** The properties of this part. */
export interface ServePartProps {
  readonly rule: Rule;
  readonly kind: ValueKind;
  readonly variants: readonly string[];
  /** The problem of a part of the rule, by its key. */
  readonly problemOf: (key: string) => string | undefined;
  readonly onRule: (rule: Rule) => void;
}

const SPLIT: Choice = { value: 'split', text: 'a split by weight' };

/** The value, variant or split that the rule serves. */
export function ServePart({ rule, kind, variants, problemOf, onRule }: ServePartProps): JSX.Element {
  const { serve = true, split } = rule;
  const problem = problemOf('serve');
  // The hash of another system works for a share, but not for a split.
  const isSplitOffered = split !== undefined || hashOf(rule) === 'murmur3';
  const choices = choicesOf(kind, variants).filter((choice) => choice !== SPLIT || isSplitOffered);
  const chosen =
    split !== undefined
      ? 'split'
      : kind === 'value'
        ? 'value'
        : `=${typeof serve === 'string' ? serve : JSON.stringify(serve)}`;
  const unknown = choices.some(({ value }) => value === chosen)
    ? []
    : [{ value: chosen, text: chosen.slice(1) }];
  return (
    <div class="stack">
      <ChoiceField
        label="Serves"
        problem={kind === 'value' ? undefined : problem}
        hint={
          isSplitOffered || kind === 'boolean'
            ? undefined
            : 'A split is not available: it needs Halyard’s own hash.'
        }
        value={chosen}
        choices={[...choices, ...unknown]}
        onChoose={(choice) => {
          if (choice === 'split') onRule(withEvenSplit(rule, kind === 'variants' ? variants : ['a', 'b']));
          else if (choice === 'value') onRule(withServed(rule, kind, true));
          else onRule(withServed(rule, kind, kind === 'variants' ? choice.slice(1) : choice === '=true'));
        }}
      />
      {split !== undefined ? (
        <>
          <SplitFields
            split={split}
            variants={kind === 'variants' ? variants : undefined}
            problem={problemOf('split')}
            onSplit={(changed) => onRule({ ...rule, split: changed })}
          />
          {rule.rollout === undefined && <RuleBucketing rule={rule} problemOf={problemOf} onRule={onRule} />}
        </>
      ) : (
        kind === 'value' && (
          <TypedField
            label="Value served"
            hint="JSON: a number, text in double quotes, true, a list, an object."
            isCode
            problem={problem}
            value={serve}
            codec={json}
            onValue={(value) => onRule(withServed(rule, kind, value))}
          />
        )
      )}
    </div>
  );
}

function choicesOf(kind: ValueKind, variants: readonly string[]): Choice[] {
  switch (kind) {
    case 'boolean':
      return [
        { value: '=true', text: 'on' },
        { value: '=false', text: 'off' },
      ];
    case 'value':
      return [{ value: 'value', text: 'a value' }, SPLIT];
    default:
      return [...variants.map((name) => ({ value: `=${name}`, text: name })), SPLIT];
  }
}

import type { Rule } from '@halyard/core';
import type { JSX } from 'preact';
import { RuleBucketing } from '../bucketing/rule-bucketing.js';
import { ChoiceField } from '../fields/choice-field.js';
import { asPercent, asRamp, isRamp, spelledOut, withRolloutPart } from '../model/rollout.js';
import { PercentField } from './percent-field.js';
import { RampFields } from './ramp-fields.js';

/** A rule that has a rollout. */
export interface RolloutPartProps {
  readonly rule: Rule;
  /** The problem of a part of the rule: `rollout.from`, `by`. */
  readonly problemOf: (path: string) => string | undefined;
  readonly onRule: (rule: Rule) => void;
}

/** A share of keys: its size, fixed or as a ramp, and its bucketing. */
export function RolloutPart({ rule, problemOf, onRule }: RolloutPartProps): JSX.Element {
  const rollout = rule.rollout ?? 100;
  const ramp = isRamp(rollout);
  const onRollout = (changed: typeof rollout): void => onRule({ ...rule, rollout: changed });
  return (
    <div class="stack">
      <ChoiceField
        label="Share"
        value={ramp ? 'ramp' : 'percent'}
        choices={[
          { value: 'percent', text: 'a fixed percentage' },
          { value: 'ramp', text: 'a ramp over time' },
        ]}
        onChoose={(mode) => onRollout(mode === 'ramp' ? asRamp(rollout, Date.now()) : asPercent(rollout))}
      />
      {ramp ? (
        <RampFields
          rollout={rollout}
          zone={rule.schedule?.timezone ?? 'UTC'}
          problemOf={(key) => problemOf(`rollout.${key}`)}
          onRollout={onRollout}
        />
      ) : (
        <PercentField
          label="Percent"
          value={spelledOut(rollout).percent ?? 0}
          problem={problemOf('rollout.percent')}
          onValue={(value) => onRollout(withRolloutPart(rollout, 'percent', value))}
        />
      )}
      <RuleBucketing rule={rule} problemOf={problemOf} onRule={onRule} />
    </div>
  );
}

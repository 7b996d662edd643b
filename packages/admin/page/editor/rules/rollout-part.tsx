import type { JSX } from 'preact';
import { CheckField } from '../fields/check-field.js';
import { ChoiceField } from '../fields/choice-field.js';
import { TypedField } from '../fields/typed-field.js';
import { optionalText } from '../model/codecs.js';
import { asPercent, asRamp, isRamp, spelledOut, withRolloutPart, withSticky } from '../model/rollout.js';
import { PercentField } from './percent-field.js';
import { RampFields, type RolloutPartProps } from './ramp-fields.js';

/** A share of keys: how large, moving or not, and what decides who is in. */
export function RolloutPart({ rollout, zone, problemOf, onRollout }: RolloutPartProps): JSX.Element {
  const { percent = 0, by, seed, sticky = true } = spelledOut(rollout);
  const ramp = isRamp(rollout);
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
        <RampFields rollout={rollout} zone={zone} problemOf={problemOf} onRollout={onRollout} />
      ) : (
        <PercentField
          label="Percent"
          value={percent}
          problem={problemOf('percent')}
          onValue={(value) => onRollout(withRolloutPart(rollout, 'percent', value))}
        />
      )}
      <details class="more" open={by !== undefined || seed !== undefined || !sticky}>
        <summary>Who is in: by which attribute, seed, sticky</summary>
        <div class="columns">
          {sticky && (
            <>
              <TypedField
                label="By attribute"
                placeholder="targetingKey"
                hint="Such as companyId: whole companies are in or out."
                problem={problemOf('by')}
                value={by}
                codec={optionalText}
                onValue={(value) => onRollout(withRolloutPart(rollout, 'by', value))}
              />
              <TypedField
                label="Seed"
                placeholder="the name of the flag"
                hint="Flags with the same seed move together."
                problem={problemOf('seed')}
                value={seed}
                codec={optionalText}
                onValue={(value) => onRollout(withRolloutPart(rollout, 'seed', value))}
              />
            </>
          )}
          <CheckField
            label="Sticky: the same answer every time"
            hint="Otherwise each evaluation draws anew, without a key."
            checked={sticky}
            onCheck={(checked) => onRollout(withSticky(rollout, checked))}
          />
        </div>
      </details>
    </div>
  );
}

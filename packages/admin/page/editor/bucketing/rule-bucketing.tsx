import type { BucketingKeys, Rule } from '@halyard/core';
import type { JSX } from 'preact';
import { CheckField } from '../fields/check-field.js';
import { More } from '../fields/more.js';
import { hasBucketing, withSticky } from '../model/bucketing.js';
import { BucketingFields } from './bucketing-fields.js';

/** A rule that has a rollout, a split or both. */
export interface RuleBucketingProps {
  readonly rule: Rule;
  /** The problem of a key. */
  readonly problemOf: (key: keyof BucketingKeys | 'sticky') => string | undefined;
  readonly onRule: (rule: Rule) => void;
}

/** The bucketing fields of a rollout or a split, collapsed at first. */
export function RuleBucketing({ rule, problemOf, onRule }: RuleBucketingProps): JSX.Element {
  const { rollout, split, sticky = true } = rule;
  const summary = rollout === undefined ? 'More about who gets which' : 'More about who is in';
  return (
    <More summary={summary} isOpenAtFirst={hasBucketing(rule)}>
      {rollout !== undefined && split !== undefined && (
        <p class="field-hint">This applies to the rollout and to the split.</p>
      )}
      <div class="columns">
        {sticky && (
          <BucketingFields
            keys={rule}
            defaultSeed="the name of the flag"
            isHashOffered={split === undefined}
            problemOf={problemOf}
            onKeys={onRule}
          />
        )}
        <CheckField
          label="Sticky: the same answer every time"
          hint="Otherwise each evaluation draws at random, without a key."
          problem={problemOf('sticky')}
          checked={sticky}
          onCheck={(checked) => onRule(withSticky(rule, checked))}
        />
      </div>
    </More>
  );
}

import type { BucketingKeys, HashName, Rule } from '@halyard/core';
import { withKey } from './json-object.js';

const KEYS = { by: 0, fallback: 0, seed: 0, hash: 0, total: 0 } satisfies Record<keyof BucketingKeys, 0>;

/** Whether something besides the rollout and the split themselves is said about who is in. */
export function hasBucketing(keys: BucketingKeys & Pick<Rule, 'sticky'>): boolean {
  return ['sticky', ...Object.keys(KEYS)].some((key) => Object.hasOwn(keys, key));
}

/** The hash that decides. */
export function hashOf({ hash = 'murmur3' }: BucketingKeys): HashName {
  return hash;
}

/** The same with another hash. Halyard's own needs no key, and only `unleash-variants` has a total. */
export function withHash<Keys extends BucketingKeys>(keys: Keys, hash: HashName): Keys {
  const hashed = withKey(keys, 'hash', hash === 'murmur3' ? undefined : hash);
  return hash === 'unleash-variants' ? hashed : withKey(hashed, 'total', undefined);
}

/** The rule that gives each key one answer, or that draws anew every time, where no key and no hash counts. */
export function withSticky(rule: Rule, sticky: boolean): Rule {
  return sticky ? withKey(rule, 'sticky', undefined) : { ...withoutBucketing(rule), sticky: false };
}

/** The rule without the bucketing keys if it has neither a rollout nor a split, where they are invalid. */
export function withoutIdleBucketing(rule: Rule): Rule {
  return rule.rollout === undefined && rule.split === undefined ? withoutBucketing(rule) : rule;
}

function withoutBucketing(rule: Rule): Rule {
  const { sticky: _, ...rest } = rule;
  return (Object.keys(KEYS) as (keyof BucketingKeys)[]).reduce<Rule>(
    (without, key) => withKey(without, key, undefined),
    rest,
  );
}

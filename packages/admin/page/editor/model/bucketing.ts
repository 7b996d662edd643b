import type { BucketingKeys, HashName, Rule } from '@halyard/core';
import { withKey } from './json-object.js';

const KEYS = { by: 0, fallback: 0, seed: 0, hash: 0, total: 0 } satisfies Record<keyof BucketingKeys, 0>;

/** Whether any bucketing key is set. */
export function hasBucketing(keys: BucketingKeys & Pick<Rule, 'sticky'>): boolean {
  return ['sticky', ...Object.keys(KEYS)].some((key) => Object.hasOwn(keys, key));
}

/** The hash in effect. */
export function hashOf({ hash = 'murmur3' }: BucketingKeys): HashName {
  return hash;
}

/** The keys with another hash. Halyard's own hash is not written, and only `unleash-variants` has a total. */
export function withHash<Keys extends BucketingKeys>(keys: Keys, hash: HashName): Keys {
  const hashed = withKey(keys, 'hash', hash === 'murmur3' ? undefined : hash);
  return hash === 'unleash-variants' ? hashed : withKey(hashed, 'total', undefined);
}

/** The rule with sticky answers, or with random draws; random draws use no key and no hash. */
export function withSticky(rule: Rule, sticky: boolean): Rule {
  return sticky ? withKey(rule, 'sticky', undefined) : { ...withoutBucketing(rule), sticky: false };
}

/** The rule without bucketing keys if it has neither a rollout nor a split: there the keys are invalid. */
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

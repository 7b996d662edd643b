import type { BucketingKeys, HashName } from '@halyard/core';
import type { JSX } from 'preact';
import { HASH_WORDS } from '../../words/hash-words.js';
import { ChoiceField } from '../fields/choice-field.js';
import { OneOrSeveralField } from '../fields/one-or-several-field.js';
import { TypedField } from '../fields/typed-field.js';
import { hashOf, withHash } from '../model/bucketing.js';
import { optionalCount, optionalText } from '../model/codecs.js';
import { withKey } from '../model/json-object.js';

/** The keys that decide the bucket of a context. */
export interface BucketingFieldsProps<Keys extends BucketingKeys> {
  readonly keys: Keys;
  /** The default seed, in words. */
  readonly defaultSeed: string;
  /** Whether another system's hash can be chosen. A hash that is set can always be changed. @default true */
  readonly isHashOffered?: boolean;
  /** The problem of a key. */
  readonly problemOf?: (key: keyof BucketingKeys) => string | undefined;
  readonly onKeys: (keys: Keys) => void;
}

const HASHES = Object.entries(HASH_WORDS).map(([value, text]) => ({ value, text }));

/** The fields for attribute, seed and hash of a share or a split. */
export function BucketingFields<Keys extends BucketingKeys>(props: BucketingFieldsProps<Keys>): JSX.Element {
  const { keys, defaultSeed, isHashOffered = true, problemOf = () => undefined, onKeys } = props;
  const hash = hashOf(keys);
  const field = <Key extends keyof BucketingKeys>(key: Key) => ({
    value: keys[key] as BucketingKeys[Key],
    problem: problemOf(key),
    onValue: (value: BucketingKeys[Key]) => onKeys(withKey(keys, key, value as Keys[Key] | undefined)),
  });
  return (
    <>
      <OneOrSeveralField
        label="By attribute"
        placeholder="targetingKey"
        hint="With companyId, whole companies are in or out. Separate several attributes by commas: all of them count."
        {...field('by')}
      />
      <OneOrSeveralField
        label="Fallback attribute"
        placeholder="none"
        hint="Used if that attribute is missing. Separate several attributes by commas: the first one present counts."
        {...field('fallback')}
      />
      <TypedField
        label="Seed"
        placeholder={hash === 'murmur3' ? defaultSeed : 'required with this hash'}
        hint="The same seed gives the same users."
        codec={optionalText}
        {...field('seed')}
      />
      {(isHashOffered || hash !== 'murmur3') && (
        <ChoiceField
          label="Hash"
          hint="Another system’s hash keeps users from that system in their buckets."
          problem={problemOf('hash')}
          value={hash}
          choices={HASHES}
          onChoose={(chosen) => onKeys(withHash(keys, chosen as HashName))}
        />
      )}
      {(hash === 'unleash-variants' || keys.total !== undefined) && (
        <TypedField
          label="Total weight"
          inputMode="numeric"
          placeholder="1000"
          hint="The sum of the variants’ weights in Unleash."
          codec={optionalCount}
          {...field('total')}
        />
      )}
    </>
  );
}

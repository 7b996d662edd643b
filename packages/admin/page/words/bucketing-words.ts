import type { BucketingKeys, Rule } from '@halyard/core';
import { listed } from '../editor/model/one-or-several.js';
import { HASH_WORDS } from './hash-words.js';
import { wordList } from './word-list.js';

/**
 * The bucketing of a share or a split, to append after a space: `by companyId, else deviceId`. Empty for the targeting key
 * and Halyard's own hash.
 */
export function bucketingWords({ by, fallback, hash, sticky }: BucketingKeys & Pick<Rule, 'sticky'>): string {
  if (sticky === false) return 'at random each time';
  return [
    by === undefined && fallback === undefined ? '' : `by ${wordList(listed(by ?? 'targetingKey'))}`,
    ...listed(fallback).map((each) => `, else ${each}`),
    hash === undefined || hash === 'murmur3' ? '' : ` (hash: ${HASH_WORDS[hash]})`,
  ]
    .join('')
    .trim();
}

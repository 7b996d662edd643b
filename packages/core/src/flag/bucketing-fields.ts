import type { BucketingKeys } from './definition.js';
import { attributePath } from './formats.js';
import { HASH_NAMES } from './hash-name.js';
import { list } from './schema/collections.js';
import { either } from './schema/combine.js';
import { optional, type Fields } from './schema/object.js';
import { number, oneOf, string } from './schema/scalars.js';

/** The keys that say how to find a bucket, the same in a rule and in `$rollout`. */
export const bucketingFields: Fields<BucketingKeys> = {
  by: optional(
    either(attributePath, list(attributePath, { min: 1 })),
    'The attribute whose value decides, such as "companyId", or a list of them. Default: the targeting key.',
  ),
  fallback: optional(
    either(attributePath, list(attributePath, { min: 1 })),
    'The attribute that decides where that key is missing, or a list to try in order.',
  ),
  seed: optional(
    string,
    'Flags with one seed move together. Default: the name of the flag. Required with `hash`.',
  ),
  hash: optional(oneOf(...HASH_NAMES), "Another system's algorithm for the share. Default: murmur3."),
  total: optional(
    number({ min: 1, max: 2 ** 31 - 1, whole: true }),
    'With the hash `unleash-variants`: the sum of the weights. Default: 1000.',
  ),
};

import type { BucketingKeys, Condition } from '@halyard/core';
import { all, any } from '../condition-algebra.js';
import { attributePath } from './attribute-path.js';

/** The attribute that decides a bucket, the first of these that is there. */
export interface Stickiness {
  /** In the order of Unleash; none for a draw at random. */
  readonly attributes: readonly string[];
  /** Whether a context without any of them is drawn at random. */
  readonly drawsOthers: boolean;
}

/** A draw at random for everyone. */
export const RANDOM: Stickiness = { attributes: [], drawsOthers: true };

/** The stickiness to a field of Unleash's context, whose absence is never drawn. */
export function stickyTo(path: string, field: string): Stickiness {
  return { attributes: [attributePath(path, field)], drawsOthers: false };
}

/** The same attributes as the keys of a rule. */
export function keysOf({ attributes }: Stickiness): Pick<BucketingKeys, 'by' | 'fallback'> {
  const [first, ...others] = attributes;
  const by = first === undefined || first === 'targetingKey' ? {} : { by: first };
  if (others.length === 0) return by;
  return { ...by, fallback: others.length === 1 ? others[0]! : others };
}

/** The contexts that have none of the attributes. */
export function withoutKey({ attributes }: Stickiness): Condition {
  return all(attributes.map((attribute) => any([{ [attribute]: null }, { [attribute]: '' }])));
}

/** The contexts that have one of the attributes. */
export function withKey({ attributes }: Stickiness): Condition {
  return any(attributes.map((attribute) => ({ [attribute]: { $exists: true, $ne: '' } })));
}

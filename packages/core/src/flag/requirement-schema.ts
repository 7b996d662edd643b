import type { Requirement } from './definition.js';
import { flagName } from './formats.js';
import { list } from './schema/collections.js';
import { constrained, either, exclusive } from './schema/combine.js';
import { object, optional, required } from './schema/object.js';
import { boolean, string } from './schema/scalars.js';
import type { Schema } from './schema/schema.js';

const requirement: Schema<Requirement> = constrained(
  object<Requirement>({
    flag: required(flagName, 'The flag.'),
    variant: optional(
      either(string, list(string, { min: 1 })),
      'The variant it must serve, or one of several. Default: anything that is on.',
    ),
    enabled: optional(boolean, '`false`: the flag must exist and be off. Default: true.'),
  }),
  exclusive<Requirement>('enabled', 'variant'),
);

/** What a flag or a rule requires of other flags. */
export const requirements: Schema<readonly (string | Requirement)[]> = list(either(flagName, requirement));

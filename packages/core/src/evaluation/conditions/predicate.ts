import type { FlagScope } from '../flag.js';

/** Whether something holds for a subject: the context, one of its attributes, or an element of a list. */
export type Predicate = (subject: unknown, flags: FlagScope, now: number) => boolean;

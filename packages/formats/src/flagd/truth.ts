import type { Condition, JsonValue } from '@halyard/core';
import { ALWAYS, NEVER } from '../condition-algebra.js';

/** The contexts for which a JsonLogic expression is truthy, and those for which flagd fails to evaluate it. */
export interface Truth {
  readonly holds: Condition;
  readonly fails: Condition;
  /** The contexts for which it is null, where that is not the same as false. */
  readonly isNull?: Condition;
}

/** An expression that flagd can always evaluate. */
export const NO_FAILURE: Pick<Truth, 'fails'> = { fails: NEVER };

/** An expression that is null for every context. */
export const ALWAYS_NULL: Truth = { holds: NEVER, fails: NEVER, isNull: ALWAYS };

/** What the translation of an expression depends on. */
export interface Scope {
  /** The flag's name. Its buckets depend on it. */
  readonly flag: string;
  /** The attributes that are keys of buckets, because an expression around this one tests it. */
  readonly keys: ReadonlySet<string>;
  /**
   * False inside an `if` without an else: flagd's library does not compile it, and its interpreter makes another text of a
   * missing attribute.
   */
  readonly isCompiled: boolean;
}

/** The scope inside an `if` with these operands. */
export function insideIf(operands: readonly JsonValue[], scope: Scope): Scope {
  return operands.length < 3 ? { ...scope, isCompiled: false } : scope;
}

/** Translates the operands of an operator. */
export type Translation = (path: string, operands: readonly JsonValue[], scope: Scope) => Truth;

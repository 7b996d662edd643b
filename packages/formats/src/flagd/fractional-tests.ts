import type { Condition, JsonValue } from '@halyard/core';
import { any, NEVER, not } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { readFractional } from './fractional.js';
import { isPrimitive, type Primitive } from './logic.js';
import { sharesOf } from './shares.js';
import type { Scope, Truth } from './truth.js';

/** Translates `fractional` where its result counts as true or false. */
export function drawn(path: string, operands: readonly JsonValue[], scope: Scope): Truth {
  return amongShares(
    path,
    operands,
    scope,
    (result) => result !== null && result !== false && result !== 0 && result !== '',
  );
}

/** The contexts whose bucket passes a test. */
export function amongShares(
  path: string,
  operands: readonly JsonValue[],
  scope: Scope,
  test: (result: Primitive) => boolean | 'fails',
): Truth {
  const fractional = readFractional(path, operands, scope);
  const shares = fractional === undefined ? [] : sharesOf(path, fractional);
  const values = shares.map(({ when, result }) => {
    if (!isPrimitive(result)) throw new UntranslatableError(path, 'must have a literal in each bucket');
    return { when, verdict: test(result) };
  });
  const withVerdict = (verdict: boolean | 'fails'): Condition =>
    any(values.flatMap((each) => (each.verdict === verdict ? [each.when] : [])));
  const failing = fractional?.text.fails ?? NEVER;
  const others = not(any([failing, ...values.map(({ when }) => when)]));
  const verdict = test(null);
  return {
    holds: any([withVerdict(true), ...(verdict === true ? [others] : [])]),
    fails: any([failing, withVerdict('fails'), ...(verdict === 'fails' ? [others] : [])]),
  };
}

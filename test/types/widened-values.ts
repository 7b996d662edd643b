import type { Widen } from '@halyard/core';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

const widened: readonly [
  Same<Widen<20>, number>,
  Same<Widen<'a'>, string>,
  Same<Widen<true>, boolean>,
  Same<Widen<null>, null>,
  Same<Widen<'a' | 'b'>, 'a' | 'b'>,
  Same<Widen<1 | 'a'>, 1 | 'a'>,
  Same<Widen<readonly [1, 'a', true]>, readonly (number | string | boolean)[]>,
  Same<Widen<readonly []>, readonly never[]>,
  Same<Widen<readonly [{ readonly a: 1 }, null]>, readonly ({ readonly a: number } | null)[]>,
  Same<Widen<{ readonly a: 'x'; readonly b: 'x' | 'y' }>, { readonly a: string; readonly b: 'x' | 'y' }>,
] = [true, true, true, true, true, true, true, true, true, true];

void widened;

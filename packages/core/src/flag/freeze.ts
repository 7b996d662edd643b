import { LIMITS } from './limits.js';
import { collect, problem, type Problems } from './schema/problem.js';

/**
 * Freezes a value that came out of `JSON.parse` through and through, or says where it nests deeper than a definition may
 * (which also bounds the recursion of everything after it) or where a number is not what was written.
 */
export function freezeJson(value: unknown, depth = 1): Problems | undefined {
  if (typeof value === 'number') return numberProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > LIMITS.depth) return problem(`a definition nests at most ${LIMITS.depth} levels deep`);
  const list = Array.isArray(value);
  for (const key of Object.keys(value)) {
    const found = freezeJson((value as Readonly<Record<string, unknown>>)[key], depth + 1);
    if (found !== undefined) return collect(undefined, list ? Number(key) : key, found);
  }
  Object.freeze(value);
  return undefined;
}

/** What is wrong with a number of a definition: past 2^53 − 1, JSON parsers change integers without a word. */
export function numberProblem(value: number): Problems | undefined {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  const most = Number.MAX_SAFE_INTEGER;
  return problem(
    Number.isFinite(value)
      ? `the number is too large to be exact (at most ${most}); write it as text`
      : 'the number is too large',
  );
}

import { LIMITS } from './limits.js';
import { collect, problem, type Problems } from './schema/problem.js';

/**
 * Freezes a value that came out of `JSON.parse` through and through, or says where it nests deeper than a
 * definition may, which also bounds the recursion of everything after it, or where a number was too large.
 */
export function freezeJson(value: unknown, depth = 1): Problems | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return problem('the number is too large');
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

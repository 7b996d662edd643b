import { HalyardError } from '../base/errors.js';

/**
 * Throws `INVALID_OPTION` unless `next`, which `owner` was called with, is a function. Express and Koa call middleware
 * with different arguments, so it is not one where middleware for one framework is mounted in the other.
 */
export function checkNext(owner: string, framework: string, next: unknown): void {
  if (typeof next === 'function') return;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: this is middleware for ${framework}, called by another framework; import it from the package for that framework`,
  );
}

import { HalyardError } from '../base/errors.js';

/**
 * Throws `INVALID_OPTION` unless `owner` was called as its framework calls middleware, with a `next` function after the
 * response. Express and Koa call middleware with different arguments, so this fails where middleware for one framework
 * is mounted in the other.
 */
export function checkFramework(owner: string, framework: string, response: unknown, next: unknown): void {
  if (typeof next === 'function' && typeof response === 'object') return;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: this is middleware for ${framework}, called by another framework; import it from the package for that framework`,
  );
}

import { Problem } from './problem.js';

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i;

/** The path of a request's target as the client has sent it, without the query. A client of a proxy sends a whole URL. */
export function rawPathOf(target: string): string {
  const [path = ''] = target.replace(ORIGIN, '').split(/[?#]/, 1);
  return path === '' ? '/' : path;
}

/**
 * Throws a {@link Problem} if a path is not spelt as URLs normalise it, or has an empty part: a guard in front of this
 * handler that compares paths would see another path than the one that is answered.
 */
export function assertNormalPath(rawPath: string, { pathname }: URL): void {
  if (rawPath === pathname && !pathname.includes('//')) return;
  const normal = pathname.replaceAll(/\/{2,}/g, '/');
  throw new Problem(400, 'BAD_PATH', `the path must be in normal form: send ${normal}`);
}

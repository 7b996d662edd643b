import { storedFlag } from '../flags/stored.js';
import { type Route, route } from '../http/route.js';
import type { AdminService } from './admin-service.js';
import { notFound, notOurs } from './flag-name.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

/** The resource that a route deletes. */
export interface Removal {
  readonly what: 'flag' | 'segment';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** The stored name. Throws for an invalid name. */
  readonly nameOf: (path: Readonly<Record<string, string>>) => string;
  /** The name that users see. */
  readonly shown: (name: string) => string;
}

/** The route that deletes a flag or segment. */
export function removeRoute(
  { flags }: AdminService,
  { what, path, id, summary, nameOf, shown }: Removal,
): Route {
  return route({
    method: 'DELETE',
    path,
    permission: 'write',
    id,
    summary,
    query: comment,
    headers: { 'If-Match': PRECONDITIONS['If-Match']! },
    answers: {
      ...WRITE_ANSWERS,
      204: { description: 'Deleted.' },
      404: { description: `The ${what} does not exist.` },
    },
    async handle(call) {
      const name = nameOf(call.path);
      const had = await flags.delete(name, writeOptions(call, name, storedFlag(flags, name)));
      const missing = storedFlag(flags, name) === undefined ? notFound : notOurs;
      if (!had) throw missing(what, shown(name));
      return new Response(null, { status: 204 });
    },
  });
}

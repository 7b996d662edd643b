import { storedFlag } from '../flags/stored.js';
import { type Route, route } from '../http/route.js';
import type { AdminService } from './admin-service.js';
import { notFound, notOurs } from './flag-name.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

/** What a route removes. */
export interface Removal {
  readonly what: 'flag' | 'segment';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** The name that it is stored under. Throws for what can't be one. */
  readonly nameOf: (path: Readonly<Record<string, string>>) => string;
  /** What its users call it. */
  readonly shown: (name: string) => string;
}

/** The route that removes a flag, or what is stored like one. */
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
      204: { description: 'It is gone.' },
      404: { description: `There is no such ${what}.` },
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

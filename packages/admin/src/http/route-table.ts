import { Problem } from './problem.js';
import type { Route } from './route.js';

/** The routes at one path. */
export interface RoutesAtPath {
  readonly byMethod: ReadonlyMap<string, Route>;
  /** The variable parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The value of the `Allow` header. */
  readonly allow: string;
}

interface Place {
  readonly segments: readonly string[];
  readonly takesRest: boolean;
  readonly byMethod: Map<string, Route>;
}

/** Finds routes by path. A path has exactly one spelling: no extra or missing slash, and no dot segments. */
export class RouteTable {
  readonly #places = new Map<string, Place>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const place = this.#places.get(route.path) ?? {
        segments: route.path.split('/'),
        takesRest: route.takesRest === true,
        byMethod: new Map(),
      };
      this.#places.set(route.path, place);
      place.byMethod.set(route.method, route);
      if (route.method === 'GET') place.byMethod.set('HEAD', route);
    }
  }

  /** The routes at a percent-encoded path. Throws a {@link Problem} for an invalid encoding. */
  find(pathname: string): RoutesAtPath | undefined {
    const given = pathname.split('/');
    for (const { segments, takesRest, byMethod } of this.#places.values()) {
      const parts = takesRest ? joinRest(given, segments.length) : given;
      if (!fits(segments, parts)) continue;
      const variables = segments.flatMap((segment, i) =>
        isVariable(segment) ? [[segment.slice(1, -1), decode(parts[i]!)] as const] : [],
      );
      const allow = [...byMethod.keys(), 'OPTIONS'].join(', ');
      return { byMethod, path: Object.fromEntries(variables), allow };
    }
    return undefined;
  }
}

/** The parts of a path, of which the last has the rest, with its slashes. */
function joinRest(given: readonly string[], count: number): readonly string[] {
  return given.length <= count ? given : [...given.slice(0, count - 1), given.slice(count - 1).join('/')];
}

function fits(segments: readonly string[], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, i) => (isVariable(segment) ? given[i] !== '' : segment === given[i]))
  );
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{');
}

// A slash in a name is %2F, so the path is first split and then decoded, once.
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem(400, 'BAD_PATH', 'the path is not percent-encoded UTF-8');
  }
}

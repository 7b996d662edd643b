/** The query in an address: search, filters and order of a list. */
export type Query = Readonly<Record<string, string>>;

/** A place in the page. */
export type Route =
  | { readonly view: 'flags'; readonly query: Query }
  | { readonly view: 'flag'; readonly name: string; readonly tab: 'edit' | 'history' }
  | { readonly view: 'new flag'; readonly name: string; readonly query: Query }
  | { readonly view: 'stale' }
  | { readonly view: 'segments' }
  | { readonly view: 'segment'; readonly name: string }
  | { readonly view: 'changes' }
  | { readonly view: 'status' }
  | { readonly view: 'nowhere' };

/** The place for the hash of an address, such as `#/flags/new_checkout/history`. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parts = decoded(path.split('/'));
  if (parts === undefined) return { view: 'nowhere' };
  const query = Object.fromEntries(new URLSearchParams(search));
  const [view, name, ...rest] = parts;
  if (name === undefined) return overview(view, query);
  if (name === '' || rest.length > 1) return { view: 'nowhere' };
  const [tab] = rest;
  if (view === 'flags' && tab === undefined) return { view: 'flag', name, tab: 'edit' };
  if (view === 'flags' && tab === 'history') return { view: 'flag', name, tab };
  if (view === 'new' && tab === undefined) return { view: 'new flag', name, query };
  if (view === 'segments' && tab === undefined) return { view: 'segment', name };
  return { view: 'nowhere' };
}

function overview(view: string | undefined, query: Query): Route {
  switch (view) {
    case undefined:
    case '':
    case 'flags':
      return { view: 'flags', query };
    case 'stale':
    case 'segments':
    case 'changes':
    case 'status':
      return { view };
    default:
      return { view: 'nowhere' };
  }
}

/** The hash of the address for a place. */
export function routeHash(route: Route): string {
  switch (route.view) {
    case 'flags':
      return `#/flags${searchOf(route.query)}`;
    case 'flag':
      return `#/flags/${encodeURIComponent(route.name)}${route.tab === 'history' ? '/history' : ''}`;
    case 'new flag':
      return `#/new/${encodeURIComponent(route.name)}${searchOf(route.query)}`;
    case 'segment':
      return `#/segments/${encodeURIComponent(route.name)}`;
    case 'nowhere':
      return '#/';
    default:
      return `#/${route.view}`;
  }
}

function searchOf(query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

function decoded(parts: readonly string[]): string[] | undefined {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

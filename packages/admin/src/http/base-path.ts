/** The rest of a path under `base`, such as `/flags`, starting with a slash; `undefined` for a path outside `base`. */
export function pathUnder(base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(base)) return undefined;
  const rest = pathname.slice(base.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

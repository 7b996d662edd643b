/** The rest of a path that is under `base`, such as `/flags`, beginning with a slash; `undefined` for one that is not. */
export function pathUnder(base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(base)) return undefined;
  const rest = pathname.slice(base.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

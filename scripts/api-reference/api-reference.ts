import { apiPage, indexPage } from './api-page.js';
import { apiProblems } from './api-problems.js';
import { DeclaredApi } from './declared-api.js';
import { entryPoints } from './entry-points.js';
import { PageLinks } from './page-links.js';

/** The reference of the packages below `root`: the pages by file name, or what keeps them from being written. */
export async function apiReference(
  root: string,
): Promise<ReadonlyMap<string, string> | { problems: string[] }> {
  const entries = entryPoints(root);
  const api = new DeclaredApi(entries);
  const links = new PageLinks(api);
  const problems = entries.flatMap((entry) => apiProblems(api, links, entry));
  if (problems.length > 0) return { problems };
  const pages = new Map([['README.md', indexPage(entries)]]);
  for (const entry of entries) pages.set(entry.page, await apiPage(api, links, entry));
  return pages;
}

import { dirname, join } from 'node:path';
import { repositoryUrl } from '../architecture/workspace.js';
import type { Document } from './markdown.js';

/** The anchors of each page's headings, by the path of the page. */
export function anchors(pages: readonly Document[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(pages.map(({ path, prose }) => [path, anchorsIn(prose)]));
}

/** The anchors that GitHub gives the headings of a page: those that would be the same are counted. */
function anchorsIn(prose: string): Set<string> {
  const counts = new Map<string, number>();
  const all = Array.from(prose.matchAll(/^#{1,6} (.+)$/gm), ([, heading]) => {
    const plain = anchor(heading!);
    const count = counts.get(plain) ?? 0;
    counts.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  });
  return new Set(all);
}

function anchor(heading: string): string {
  const text = heading
    .replaceAll(/[`*]|\]\([^)]*\)|\[|\b_|_\b/g, '')
    .trim()
    .toLowerCase();
  return text.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
}

/** The targets of a page's links. */
export function linksIn(prose: string): string[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map((link) => link[1] ?? link[2]!);
}

/** The file of this repository that a link on the page `from` leads to; `undefined` for a link to elsewhere. */
export function placeOf(
  link: string,
  from: string,
): { readonly file: string; readonly fragment: string | undefined } | undefined {
  const [address, fragment] = link.split('#', 2) as [string, string?];
  const own = new RegExp(`^${repositoryUrl}/(?:blob|tree)/main/`);
  if (own.test(address)) return { file: address.replace(own, ''), fragment };
  if (/^[a-z]+:/.test(address)) return undefined;
  return { file: address === '' ? from : join(dirname(from), address), fragment };
}

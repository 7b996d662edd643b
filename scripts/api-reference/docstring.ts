import ts from 'typescript5';

/** Where a name in a docstring leads: the URL of its entry, or `undefined`. */
export type Resolve = (name: string) => string | undefined;

const LINK = /\{@link ([\w.]+)\}/g;

/** The text of the comment above a declaration, without its marks; `undefined` where there is none. */
export function docstring(node: ts.Node): string | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
  return comment
    ?.getText()
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .replaceAll(/^\s*\* ?/gm, '')
    .trim();
}

/** A docstring as Markdown, with its links. */
export function docstringToMarkdown(text: string, resolve: Resolve): string {
  return text
    .replaceAll(LINK, (_all, name: string) => linked(name, resolve(name)))
    .replace(/@default (.+)$/s, 'Default: $1.');
}

/** The names that the docstrings within a declaration link to. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(LINK)].map(([, name]) => name!);
}

/** Code with the links of its docstrings as plain names. */
export function withoutLinks(code: string): string {
  return code.replaceAll(LINK, '`$1`');
}

/** A name as code, linked where it leads somewhere. */
export function linked(name: string, url: string | undefined): string {
  return url === undefined ? `\`${name}\`` : `[\`${name}\`](${url})`;
}

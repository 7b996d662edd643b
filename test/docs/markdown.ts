import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** One fenced code block of a document. */
export interface Block {
  /** The line of its opening fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** What follows the language: bare words, and texts as in `get="/ 200"`, each possibly several times. */
  readonly words: readonly string[];
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly code: string;
  /** The first line of code and the line after the last, counted from 0. */
  readonly range: readonly [start: number, end: number];
  /** The lines that an HTML comment `<!-- given … -->` right before the block adds to it unseen. */
  readonly given: readonly [start: number, end: number] | undefined;
}

/** A page of the documentation. */
export interface Document {
  /** From the repository's folder. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** The text with the code blocks blanked. */
  readonly prose: string;
}

/** The pages beside the README, those of docs and its folders, and those of each package and example. */
export function documents(): Document[] {
  const guides = within('docs').filter((path) => path !== 'docs/api');
  return ['.', 'docs', ...guides, ...within('packages'), ...within('examples')].flatMap(pagesOf);
}

/** The pages that are written from the declarations. */
export function apiPages(): Document[] {
  return pagesOf('docs/api');
}

function pagesOf(folder: string): Document[] {
  if (!statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return within(folder)
    .filter((path) => path.endsWith('.md'))
    .map((path) => read(posix.normalize(path), readFileSync(join(root, path), 'utf8')));
}

function within(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

/** Takes a page apart. */
export function read(path: string, text: string): Document {
  const lines = text.split('\n');
  const prose = [...lines];
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const opening = /^(`{3,})([\w-]*)(.*)$/.exec(lines[index]!);
    if (opening === null) continue;
    const end = lines.indexOf(opening[1]!, index + 1);
    if (end === -1) throw new Error(`${path}: the code block at line ${index + 1} is never closed`);
    blocks.push({
      line: index + 1,
      language: opening[2]!,
      ...attributes(opening[3]!),
      code: lines.slice(index + 1, end).join('\n'),
      range: [index + 1, end],
      given: givenBefore(lines, index),
    });
    prose.fill('', index, end + 1);
    index = end;
  }
  return { path, lines, blocks, prose: prose.join('\n') };
}

function attributes(info: string): Pick<Block, 'words' | 'texts'> {
  const words: string[] = [];
  const texts = new Map<string, string[]>();
  for (const [, key, text, word] of info.matchAll(/(\w+)="([^"]*)"|(\S+)/g)) {
    if (key === undefined) words.push(word!);
    else texts.set(key, [...(texts.get(key) ?? []), text!]);
  }
  return { words, texts };
}

function givenBefore(lines: readonly string[], fence: number): Block['given'] {
  let end = fence - 1;
  while (end >= 0 && lines[end] === '') end--;
  if (lines[end] !== '-->') return undefined;
  const start = lines.lastIndexOf('<!-- given', end);
  return start === -1 || lines.slice(start, end).includes('-->') ? undefined : [start + 1, end];
}

import { nameProblem } from '@halyard/core/store';
import { extname } from 'node:path';
import type { SourceText } from './source-files.js';

/** The flag names in a file. */
export interface SourceNames {
  /** Every word and every string literal outside comments. A flag is mentioned if its name is among them. */
  readonly words: ReadonlySet<string>;
  /** The flags that the file evaluates or declares, with their lines. */
  readonly asked: readonly { readonly name: string; readonly line: number }[];
}

const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const TEXT_OR_COMMENT = new RegExp(`(?<text>${TEXT.source})|${COMMENT.source}`, 'g');
const DOTTED_WORD = /[\w$-]+(?:\.[\w$-]+)*/g;

const ASKING =
  /\b(?:isEnabled|getValue|getDetails|makeFlagGate|makeKillSwitch|whenEnabled|get(?:Boolean|String|Number|Object)(?:Value|Details))\s*(?:<[^<>()]*>\s*)?\(\s*/g;
const DECLARING = /\bdefineFlags\s*\(\s*\{/;
const TOKEN = new RegExp(`${TEXT.source}|[\\w$]+|[^\\s\\w$]`, 'g');

/** Languages whose comments differ from those of C. */
const OTHER_COMMENTS: ReadonlySet<string> = new Set(
  'py rb ex exs html erb ejs hbs pug'.split(' ').map((each) => `.${each}`),
);

/** Reads the flag names in a source file. Recognises calls by patterns, without a parser. */
export function sourceNames({ path, text }: SourceText): SourceNames {
  const code = OTHER_COMMENTS.has(extname(path)) ? text : withoutComments(text);
  const asked = [...askedFor(code), ...declared(code)];
  return {
    words: wordsOf(code),
    asked: asked
      .filter(({ name }) => nameProblem(name) === undefined)
      .map(({ name, offset }) => ({ name, line: code.slice(0, offset).split('\n').length })),
  };
}

function wordsOf(code: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of code.matchAll(DOTTED_WORD)) {
    words.add(word);
    for (const part of word.split('.')) words.add(part);
  }
  for (const [text] of code.matchAll(new RegExp(TEXT, 'g'))) words.add(text.slice(1, -1));
  return words;
}

function* askedFor(code: string): Generator<{ name: string; offset: number }> {
  const text = new RegExp(TEXT, 'y');
  for (const call of code.matchAll(ASKING)) {
    text.lastIndex = call.index + call[0].length;
    const [literal] = text.exec(code) ?? [];
    const name = literal === undefined ? undefined : literalName(literal);
    if (name !== undefined) yield { name, offset: call.index };
  }
}

/** The keys of each object passed to `defineFlags`. */
function* declared(code: string): Generator<{ name: string; offset: number }> {
  const declaring = new RegExp(DECLARING, 'g');
  for (let call = declaring.exec(code); call !== null; call = declaring.exec(code)) {
    const keys = objectKeys(code, declaring.lastIndex);
    yield* keys.found;
    declaring.lastIndex = keys.end;
  }
}

/** The keys of the object whose opening brace is right before `start`, and its end. */
function objectKeys(
  code: string,
  start: number,
): { readonly found: readonly { name: string; offset: number }[]; readonly end: number } {
  const found: { name: string; offset: number }[] = [];
  let depth = 1;
  let before = '{';
  let key: { name: string; offset: number } | undefined;
  for (const match of code.slice(start).matchAll(TOKEN)) {
    const [token] = match;
    if (token === ':' && key !== undefined) found.push(key);
    const isKey = depth === 1 && (before === '{' || before === ',') && /^[\w$'"]/.test(token);
    const name = /^['"]/.test(token) ? literalName(token) : token;
    key = isKey && name !== undefined ? { name, offset: start + match.index } : undefined;
    if ('{[('.includes(token)) depth++;
    if ('}])'.includes(token)) depth--;
    if (depth === 0) return { found, end: start + match.index };
    before = token;
  }
  return { found, end: code.length };
}

/** The text of a literal; `undefined` if it has escapes or expressions. */
function literalName(literal: string): string | undefined {
  const text = literal.slice(1, -1);
  return text.includes('\\') || (literal.startsWith('`') && text.includes('${')) ? undefined : text;
}

/** The text with comments replaced by blanks. Line numbers do not change. */
function withoutComments(text: string): string {
  return text.replaceAll(TEXT_OR_COMMENT, (found, ...args) => {
    const { text: literal } = args.at(-1) as { readonly text?: string };
    return literal ?? found.replaceAll(/[^\n]/g, ' ');
  });
}

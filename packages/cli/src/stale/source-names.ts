import { nameProblem } from '@halyard/core/store';
import { extname } from 'node:path';
import { LiteralScanner } from './literal-scanner.js';
import type { SourceText } from './source-files.js';

/** The flag names in a file. */
export interface SourceNames {
  /** Every word and every string literal outside comments. A flag is mentioned if its name is among them. */
  readonly words: ReadonlySet<string>;
  /** The flags that the file evaluates or declares, with their lines. */
  readonly asked: readonly { readonly name: string; readonly line: number }[];
}

const QUOTE = /['"`]/g;
const QUOTE_OR_COMMENT = /['"`]|\/[/*]/g;
const DOTTED_WORD = /[\w$-]+(?:\.[\w$-]+)*/g;

const ASKING =
  /\b(?:isEnabled|getValue|getDetails|makeFlagGate|makeKillSwitch|whenEnabled|get(?:Boolean|String|Number|Object)(?:Value|Details))\s*(?:<[^<>()]*>\s*)?\(\s*/g;
const DECLARING = /\bdefineFlags\s*\(\s*\{/;
const TOKEN = /[\w$]+|[^\s\w$]/g;

/** Languages whose comments differ from those of C. */
const OTHER_COMMENTS: ReadonlySet<string> = new Set(
  'py rb ex exs html erb ejs hbs pug'.split(' ').map((each) => `.${each}`),
);

/** Reads the flag names in a source file. Recognises calls by patterns, without a parser. */
export function sourceNames({ path, text }: SourceText): SourceNames {
  const code = OTHER_COMMENTS.has(extname(path)) ? text : withoutComments(text);
  const asked = [...askedFor(code), ...declared(code)]
    .filter(({ name }) => nameProblem(name) === undefined)
    .sort((one, other) => one.offset - other.offset);
  return { words: wordsOf(code), asked: [...withLines(asked, code)] };
}

/** `asked` is in the order of the code. */
function* withLines(
  asked: readonly { name: string; offset: number }[],
  code: string,
): Generator<{ name: string; line: number }> {
  let line = 1;
  let counted = 0;
  for (const { name, offset } of asked) {
    for (
      let next = code.indexOf('\n', counted);
      next !== -1 && next < offset;
      next = code.indexOf('\n', counted)
    ) {
      line++;
      counted = next + 1;
    }
    yield { name, line };
  }
}

function wordsOf(code: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of code.matchAll(DOTTED_WORD)) {
    words.add(word);
    for (const part of word.split('.')) words.add(part);
  }
  const scanner = new LiteralScanner(code);
  const quotes = new RegExp(QUOTE);
  for (let found = quotes.exec(code); found !== null; found = quotes.exec(code)) {
    const end = scanner.endOfText(found.index);
    if (end === undefined) continue;
    words.add(code.slice(found.index + 1, end - 1));
    quotes.lastIndex = end;
  }
  return words;
}

function* askedFor(code: string): Generator<{ name: string; offset: number }> {
  const scanner = new LiteralScanner(code);
  for (const call of code.matchAll(ASKING)) {
    const start = call.index + call[0].length;
    const end = scanner.endOfText(start);
    const name = end === undefined ? undefined : literalName(code.slice(start, end));
    if (name !== undefined) yield { name, offset: call.index };
  }
}

/** The keys of each object passed to `defineFlags`. */
function* declared(code: string): Generator<{ name: string; offset: number }> {
  const scanner = new LiteralScanner(code);
  const declaring = new RegExp(DECLARING, 'g');
  for (let call = declaring.exec(code); call !== null; call = declaring.exec(code)) {
    const keys = objectKeys(code, declaring.lastIndex, scanner);
    yield* keys.found;
    declaring.lastIndex = keys.end;
  }
}

/** The keys of the object whose opening brace is right before `start`, and its end. */
function objectKeys(
  code: string,
  start: number,
  scanner: LiteralScanner,
): { readonly found: readonly { name: string; offset: number }[]; readonly end: number } {
  const found: { name: string; offset: number }[] = [];
  let depth = 1;
  let before = '{';
  let key: { name: string; offset: number } | undefined;
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = start;
  for (let match = tokens.exec(code); match !== null; match = tokens.exec(code)) {
    const textEnd = scanner.endOfText(match.index);
    const token = textEnd === undefined ? match[0] : code.slice(match.index, textEnd);
    if (textEnd !== undefined) tokens.lastIndex = textEnd;
    if (token === ':' && key !== undefined) found.push(key);
    const isKey = depth === 1 && (before === '{' || before === ',') && /^[\w$'"]/.test(token);
    const name = /^['"]/.test(token) ? literalName(token) : token;
    key = isKey && name !== undefined ? { name, offset: match.index } : undefined;
    if ('{[('.includes(token)) depth++;
    if ('}])'.includes(token)) depth--;
    if (depth === 0) return { found, end: match.index };
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
  const scanner = new LiteralScanner(text);
  const starts = new RegExp(QUOTE_OR_COMMENT);
  const parts: string[] = [];
  let copied = 0;
  for (let found = starts.exec(text); found !== null; found = starts.exec(text)) {
    const { index } = found;
    const commentEnd = scanner.endOfComment(index);
    if (commentEnd !== undefined) {
      parts.push(text.slice(copied, index), text.slice(index, commentEnd).replaceAll(/[^\n]/g, ' '));
      copied = commentEnd;
    }
    starts.lastIndex = commentEnd ?? scanner.endOfText(index) ?? index + 1;
  }
  return [...parts, text.slice(copied)].join('');
}

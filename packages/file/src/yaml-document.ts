import {
  type Document,
  isMap,
  isNode,
  LineCounter,
  parseDocument,
  type ToStringOptions,
  YAMLMap,
} from 'yaml';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { textOf, valueOf } from './flag-value.js';
import { keyName, mergeNode } from './yaml-merge.js';

/** Flags in YAML 1.2. A change keeps the comments of everything that stays. */
export class YamlDocument implements FlagDocument {
  readonly #document: Document;
  readonly #layout: ToStringOptions;

  constructor(text: string) {
    const lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    this.#layout = layoutOf(text);
    const [error] = this.#document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new Error(`not YAML: ${error.message} at line ${line}, column ${col}`);
    }
    const { contents } = this.#document;
    if (contents !== null && !isMap(contents) && textOf(contents.toJS(this.#document)) !== 'null') {
      throw new Error('it must be a map of names and flags, such as "new_checkout: 25%"');
    }
    this.#checkKeys(lines);
    this.#detachHeader();
  }

  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const pair of this.#flags?.items ?? []) {
      const name = keyName(pair)!;
      const value: unknown = isNode(pair.value) ? pair.value.toJS(this.#document) : pair.value;
      if (name !== SCHEMA_KEY) texts.set(name, textOf(value));
    }
    return texts;
  }

  set(name: string, text: string): void {
    if (this.#flags === undefined) this.#document.contents = new YAMLMap(this.#document.schema);
    const pair = this.#flags!.items.find((each) => keyName(each) === name);
    const value = valueOf(text);
    if (pair !== undefined) pair.value = mergeNode(this.#document, pair.value, value);
    else this.#flags!.items.push(this.#document.createPair(name, value));
  }

  delete(name: string): void {
    const flags = this.#flags;
    if (flags !== undefined) flags.items = flags.items.filter((pair) => keyName(pair) !== name);
  }

  toString(): string {
    return this.#document.toString(this.#layout);
  }

  get #flags(): YAMLMap | undefined {
    const { contents } = this.#document;
    return isMap(contents) ? contents : undefined;
  }

  #checkKeys(lines: LineCounter): void {
    for (const pair of this.#flags?.items ?? []) {
      if (keyName(pair) !== undefined) continue;
      const start = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      const place = start === undefined ? '' : ` at line ${lines.linePos(start).line}`;
      throw new Error(`a flag's name must be plain text, found a list, a map or an alias${place}`);
    }
  }

  /** The comment at the top of a file, up to a blank line, is about the file and does not go with its first flag. */
  #detachHeader(): void {
    const key = this.#flags?.items[0]?.key;
    if (!isNode(key) || key.commentBefore == null) return;
    const end = key.commentBefore.lastIndexOf('\n\n');
    if (end === -1) return;
    this.#document.commentBefore = key.commentBefore.slice(0, end);
    key.commentBefore = key.commentBefore.slice(end + 2);
  }
}

/** The indentation that the text has, so that a write does not change every line. */
function layoutOf(text: string): ToStringOptions {
  const indent = /^( {1,8})[^\s#]/m.exec(text)?.[1]!.length ?? 2;
  const flushLists = /^( *)[^\s#-].*:[ \t]*\n\1- /m.test(text);
  return { lineWidth: 0, indent, indentSeq: !flushLists };
}

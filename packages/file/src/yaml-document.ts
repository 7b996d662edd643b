import { textOfValue } from '@halyard/core/store';
import {
  type Document,
  isMap,
  isNode,
  LineCounter,
  parseDocument,
  type Pair,
  type ToStringOptions,
  YAMLMap,
} from 'yaml';
import { exactValue } from './exact-value.js';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { keyName, mergeNode } from './yaml-merge.js';

/** Flags in YAML 1.2. A change keeps the comments of everything that stays. */
export class YamlDocument implements FlagDocument {
  readonly #document: Document;
  readonly #layout: ToStringOptions;
  readonly #removed = new Set<string>();
  #byName: Map<string, Pair> | undefined;

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
    if (contents !== null && !isMap(contents) && textOfValue(contents.toJS(this.#document)) !== 'null') {
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
      if (name !== SCHEMA_KEY) texts.set(name, textOfValue(value));
    }
    return texts;
  }

  set(name: string, text: string): void {
    if (this.#removed.has(name)) this.#remove();
    const pairs = this.#pairs();
    const pair = pairs.get(name);
    const value = exactValue(text);
    if (pair !== undefined) {
      pair.value = mergeNode(this.#document, pair.value, value);
      return;
    }
    const added = this.#document.createPair(name, value);
    this.#flags!.items.push(added);
    pairs.set(name, added);
  }

  delete(name: string): void {
    this.#removed.add(name);
  }

  toString(): string {
    this.#remove();
    return this.#document.toString(this.#layout);
  }

  /** The pairs by name, so that a change costs the same however many flags there are. */
  #pairs(): Map<string, Pair> {
    if (this.#flags === undefined) this.#document.contents = new YAMLMap(this.#document.schema);
    // Of two spellings of one key, such as 404 and "404", the first.
    this.#byName ??= new Map(this.#flags!.items.toReversed().map((pair) => [keyName(pair)!, pair]));
    return this.#byName;
  }

  /** Removes what was deleted, all at once. */
  #remove(): void {
    const flags = this.#flags;
    if (flags !== undefined && this.#removed.size > 0) {
      flags.items = flags.items.filter((pair) => !this.#removed.has(keyName(pair)!));
      this.#byName = undefined;
    }
    this.#removed.clear();
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

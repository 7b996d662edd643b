import { textOfValue } from '@halyard/core/store';
import { type Document, isMap, isScalar, Scalar, YAMLMap } from 'yaml';
import { exactValue } from './exact-value.js';
import { YamlMerge } from './yaml-merge.js';
import { YamlProblem } from '../syntax/yaml-problem.js';
import { type Anchor, keyName, startOf, YamlReader } from '../syntax/yaml-reader.js';
import { parseYaml, printYaml, type YamlLayout } from '../syntax/yaml-text.js';

/** A part of a YAML file that can be changed by itself: one flag, or a file that can't be cut. */
export class YamlSection {
  /** The comments above it, which a change keeps. */
  readonly lead: string;
  #body: string;
  #tail: string;
  #texts: ReadonlyMap<string, string> = new Map();
  #borrowed: ReadonlyMap<string, Anchor> = new Map();
  /** The anchors that other sections repeat. */
  readonly #lent = new Map<string, { readonly value: unknown; readonly to: Set<YamlSection> }>();

  constructor(lead: string, body: string, tail: string) {
    this.lead = lead;
    this.#body = body;
    this.#tail = tail;
  }

  /** Every name with its text. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** What the texts are read from. */
  get source(): string {
    return this.#body + this.#tail;
  }

  /** Reads the section at its place in the file, after those above it. */
  read(reader: YamlReader): Document {
    const { document, texts } = this.#reading(this.source, reader);
    this.#texts = texts;
    this.#borrowed = reader.borrowed;
    for (const [name, { owner, value }] of reader.borrowed) {
      const lender = (owner as YamlSection).#lent;
      const lent = lender.get(name) ?? { value, to: new Set() };
      lender.set(name, lent);
      lent.to.add(this);
    }
    return document;
  }

  /** Takes the texts that were read from the same source before. */
  know(texts: ReadonlyMap<string, string>): void {
    this.#texts = texts;
  }

  /** Gives a flag another text, or adds it; `undefined` removes it. Throws if that can't be done without changing another flag. */
  change(name: string, text: string | undefined, layout: YamlLayout): void {
    const expected = new Map(this.#texts);
    if (text === undefined) expected.delete(name);
    else expected.set(name, text);
    for (const merging of [true, false]) {
      const body = this.#printed(name, text, merging, layout);
      if (body === undefined) continue;
      // Blank lines at the end may be part of a block of text, which is printed with them.
      for (const tail of [this.#tail, '']) if (this.#become(body, tail, expected)) return;
    }
    throw this.#explained(name);
  }

  /** Throws if other sections repeat an anchor of this one. */
  remove(name: string): void {
    if (this.#borrowers().length > 0) throw this.#explained(name);
    this.#release(new Map());
  }

  /** Gives away the blank lines below it, unless they are part of a value. */
  takeTail(): string {
    const tail = this.#tail;
    return tail !== '' && this.#become(this.#body, '', this.#texts) ? tail : '';
  }

  /** Ends its last line. */
  endLine(newline: string): void {
    if (!this.source.endsWith('\n')) this.#tail += newline;
  }

  toString(): string {
    return this.lead + this.source;
  }

  #reading(source: string, reader: YamlReader): { document: Document; texts: ReadonlyMap<string, string> } {
    reader.begin(this);
    const document = parseYaml(source);
    const texts = new Map<string, string>();
    const seen = new Set<string>();
    for (const pair of flagsOf(document)?.items ?? []) {
      const name = reader.name(pair, seen);
      if (name === '<<' && isScalar(pair.key) && pair.key.type === Scalar.PLAIN) throw mergeKey(pair.key);
      texts.set(name, textOfValue(reader.value(pair.value)));
    }
    return { document, texts };
  }

  /** What to write in place of this section; `undefined` when that can't be printed. */
  #printed(name: string, text: string | undefined, merging: boolean, layout: YamlLayout): string | undefined {
    const reader = new YamlReader(this.#borrowed);
    const { document } = this.#reading(this.source, reader);
    const flags = flagsOf(document) ?? new YAMLMap(document.schema);
    document.contents = flags;
    if (flags.items.length === 0) flags.flow = false;
    const merge = new YamlMerge(document, this.source, reader.values);
    const pair = flags.items.find((each) => keyName(each) === name);
    for (const other of flags.items) if (other !== pair) merge.keepLayout(other.value);
    if (text === undefined) flags.items = flags.items.filter((each) => each !== pair);
    else if (pair === undefined) flags.items.push(document.createPair(keyOf(name), exactValue(text)));
    else if (merging) pair.value = merge.merge(pair.value, exactValue(text));
    else pair.value = document.createNode(exactValue(text));
    try {
      return printYaml(document, layout);
    } catch {
      return undefined;
    }
  }

  /** True if the section says what is expected with this text, which is then its own. */
  #become(body: string, tail: string, expected: ReadonlyMap<string, string>): boolean {
    const reader = new YamlReader(this.#borrowed);
    try {
      const { texts } = this.#reading(body + tail, reader);
      if (!isSame(texts, expected) || !this.#stillLends(reader)) return false;
    } catch (error) {
      if (error instanceof YamlProblem) return false;
      throw error;
    }
    this.#body = body;
    this.#tail = tail;
    this.#texts = expected;
    this.#release(reader.borrowed);
    return true;
  }

  #stillLends(reader: YamlReader): boolean {
    return [...this.#lent].every(
      ([name, { value, to }]) =>
        to.size === 0 || JSON.stringify(reader.anchors.get(name)?.value) === JSON.stringify(value),
    );
  }

  /** It repeats only these anchors of other sections from now on. */
  #release(borrowed: ReadonlyMap<string, Anchor>): void {
    for (const [name, { owner }] of this.#borrowed) {
      if (!borrowed.has(name)) (owner as YamlSection).#lent.get(name)?.to.delete(this);
    }
    this.#borrowed = borrowed;
  }

  #borrowers(): string[] {
    return [...this.#lent.values()].flatMap(({ to }) => [...to].flatMap((each) => [...each.texts.keys()]));
  }

  #explained(name: string): Error {
    const borrowers = [...new Set(this.#borrowers())];
    if (borrowers.length === 0) {
      return new Error(
        `the anchors of YAML would carry the change of flag "${name}" over: change the file by hand`,
      );
    }
    const anchors = [...this.#lent].flatMap(([anchor, { to }]) => (to.size > 0 ? [`&${anchor}`] : []));
    return new Error(
      `flag "${name}" has the anchor ${anchors.join(', ')}, which flag "${borrowers[0]}" repeats: ` +
        `give "${borrowers[0]}" a definition of its own first, or change the file by hand`,
    );
  }
}

function flagsOf({ contents }: Document): YAMLMap | undefined {
  return isMap(contents) ? contents : undefined;
}

/** YAML 1.1 takes this key for an order to merge maps, unless it has quotes. */
function keyOf(name: string): string | Scalar {
  if (name !== '<<') return name;
  const key = new Scalar(name);
  key.type = Scalar.QUOTE_DOUBLE;
  return key;
}

function mergeKey(key: Scalar): YamlProblem {
  const message =
    'YAML 1.2 has no merge key: write out what "<<" would add, or quote it if a flag has that name,';
  return new YamlProblem(message, startOf(key));
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, text]) => b.get(name) === text);
}

import { textOfValue } from '@halyard/core/store';
import { type Document, isMap } from 'yaml';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { cutYaml, type YamlCuts } from './yaml-cut.js';
import { YamlProblem } from '../syntax/yaml-problem.js';
import { startOf, YamlReader } from '../syntax/yaml-reader.js';
import { YamlSection } from './yaml-section.js';
import { layoutOf, parseYaml, type YamlLayout } from '../syntax/yaml-text.js';

/** A text that can't be cut at its flags is read in one go, which keeps everything else waiting. */
const MAX_UNCUT = 256 * 1024;

/** The texts of the flags in a section, by its source. */
export type KnownSections = Map<string, ReadonlyMap<string, string>>;

/** Flags in YAML 1.2. A change touches the text of its own flag alone, and keeps the comments of all that stays. */
export class YamlDocument implements FlagDocument {
  #header: string;
  #sections: YamlSection[];
  readonly #trailer: string;
  readonly #isCut: boolean;
  readonly #layout: YamlLayout;
  readonly #byName = new Map<string, YamlSection>();
  readonly #removed = new Set<YamlSection>();

  private constructor(
    text: string,
    { header, trailer }: Pick<YamlCuts, 'header' | 'trailer'>,
    sections: YamlSection[],
    isCut: boolean,
  ) {
    this.#header = header;
    this.#sections = sections;
    this.#trailer = trailer;
    this.#isCut = isCut;
    this.#layout = layoutOf(text);
    for (const section of sections) {
      for (const name of section.texts.keys()) this.#byName.set(name, section);
    }
  }

  /** Reads a text, one flag a step. What is `known` from before is not read again; then it has what is known now. */
  static *read(text: string, known: KnownSections = new Map()): Generator<void, YamlDocument> {
    const cuts = cutYaml(text);
    if (cuts === undefined) return this.#uncut(text);
    try {
      const sections = yield* readSections(text, cuts, known);
      return new YamlDocument(text, cuts, sections, true);
    } catch (error) {
      // Read as a whole it may be right after all, or what is wrong has a better name.
      if (text.length <= MAX_UNCUT) return this.#uncut(text);
      throw error;
    }
  }

  static #uncut(text: string): YamlDocument {
    if (text.length > MAX_UNCUT) {
      throw new Error(
        'a file of more than 256 KiB must have one flag below the other, each from the first column on',
      );
    }
    const header = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    const section = new YamlSection('', text.slice(header.length), '');
    try {
      const { contents } = parseYaml(section.source);
      if (contents !== null && !isMap(contents) && textOfValue(new YamlReader().value(contents)) !== 'null') {
        throw new Error('it must be a map of names and flags, such as "new_checkout: 25%"');
      }
      section.read(new YamlReader());
    } catch (error) {
      throw error instanceof YamlProblem ? error.located(text, header.length) : error;
    }
    return new YamlDocument(text, { header, trailer: '' }, [section], false);
  }

  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const section of this.#sections) {
      if (this.#removed.has(section)) continue;
      for (const [name, text] of section.texts) if (name !== SCHEMA_KEY) texts.set(name, text);
    }
    return texts;
  }

  set(name: string, text: string): void {
    const section = this.#byName.get(name) ?? (this.#isCut ? this.#added() : this.#sections[0]!);
    section.change(name, text, this.#layout);
    this.#byName.set(name, section);
  }

  delete(name: string): void {
    const section = this.#byName.get(name);
    if (section === undefined) return;
    if (this.#isCut) {
      section.remove(name);
      this.#removed.add(section);
    } else section.change(name, undefined, this.#layout);
    this.#byName.delete(name);
  }

  toString(): string {
    this.#sweep();
    // A blank text could be that of an editor which is about to save.
    const sections = this.#sections.length === 0 ? ['{}', this.#layout.newline] : this.#sections;
    return [this.#header, ...sections, this.#trailer].join('');
  }

  /** A new section at the end, above the comments there. */
  #added(): YamlSection {
    this.#sweep();
    const { newline } = this.#layout;
    const last = this.#sections.at(-1);
    let tail = '';
    if (last !== undefined) {
      tail = last.takeTail();
      last.endLine(newline);
    } else if (/[^\s\uFEFF]/.test(this.#header)) {
      if (!this.#header.endsWith('\n')) this.#header += newline;
      // Without a blank line, the comment would be that of the flag.
      if (/(?:^|\n)#[^\n]*\n$/.test(this.#header)) this.#header += newline;
    }
    const section = new YamlSection('', '', tail);
    this.#sections.push(section);
    return section;
  }

  /** Removes what was deleted, all at once. */
  #sweep(): void {
    if (this.#removed.size === 0) return;
    this.#sections = this.#sections.filter((section) => !this.#removed.has(section));
    this.#removed.clear();
  }
}

function* readSections(text: string, cuts: YamlCuts, known: KnownSections): Generator<void, YamlSection[]> {
  const reader = new YamlReader();
  const names = new Set<string>();
  const before = new Map(known);
  known.clear();
  const sections: YamlSection[] = [];
  for (const { lead, body, tail, offset } of cuts.sections) {
    const section = new YamlSection(lead, body, tail);
    const { source } = section;
    const texts = before.get(source);
    try {
      if (texts !== undefined) section.know(texts);
      else if (!isOneFlag(section.read(reader), body))
        throw new YamlProblem('a name and a colon expected', 0);
      if (texts !== undefined || reader.isIndependent) known.set(source, section.texts);
      const name = [...section.texts.keys()][0]!;
      if (names.has(name)) {
        throw new YamlProblem(`the key ${JSON.stringify(name)} is given twice, the second time`, 0);
      }
      names.add(name);
    } catch (error) {
      throw error instanceof YamlProblem ? error.located(text, offset) : error;
    }
    sections.push(section);
    yield;
  }
  return sections;
}

/** True for one name on the first line, outside brackets. */
function isOneFlag({ contents }: Document, body: string): boolean {
  if (!isMap(contents) || contents.flow === true || contents.items.length !== 1) return false;
  return !body.slice(0, startOf(contents.items[0]!.key)).includes('\n');
}

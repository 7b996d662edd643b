import { readJson } from '@halyard/core/store';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { textOf, valueOf } from './flag-value.js';
import { type JsonMember, jsonMembers } from './json-members.js';

/** Flags in JSON. A change touches the text of its own flag alone: the layout of all the others stays. */
export class JsonDocument implements FlagDocument {
  #text: string;

  constructor(text: string) {
    this.#text = text.trim() === '' ? '{}\n' : text;
    this.#read();
  }

  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [name, value] of Object.entries(this.#read())) {
      if (name !== SCHEMA_KEY) texts.set(name, textOf(value));
    }
    return texts;
  }

  set(name: string, text: string): void {
    const members = jsonMembers(this.#text);
    const layout = layoutOf(this.#text, members);
    const value = layout.print(valueOf(text));
    const member = members.find((each) => each.name === name);
    const last = members.at(-1);
    if (member !== undefined) this.#splice(member.valueStart, member.end, value);
    else if (last === undefined) {
      const inside = `${layout.separator}${JSON.stringify(name)}: ${value}${layout.close}`;
      this.#splice(this.#text.indexOf('{') + 1, this.#text.lastIndexOf('}'), inside);
    } else this.#splice(last.end, last.end, `,${layout.separator}${JSON.stringify(name)}: ${value}`);
  }

  delete(name: string): void {
    const members = jsonMembers(this.#text);
    const index = members.findIndex((each) => each.name === name);
    if (index === -1) return;
    const [before, member, next] = [members[index - 1], members[index]!, members[index + 1]];
    if (next !== undefined) this.#splice(member.start, next.start, '');
    else if (before !== undefined) this.#splice(before.end, member.end, '');
    else this.#splice(this.#text.indexOf('{') + 1, this.#text.lastIndexOf('}'), '');
  }

  toString(): string {
    return this.#text;
  }

  #read(): object {
    const json = readJson(this.#text);
    if ('problem' in json) throw new Error(json.problem);
    const { value } = json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    const found = Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40);
    throw new Error(
      `it must be an object of names and flags, such as {"new_checkout": "25%"}, found ${found}`,
    );
  }

  #splice(start: number, end: number, text: string): void {
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
  }
}

interface Layout {
  /** What stands before a member's key. */
  readonly separator: string;
  /** What stands before the closing brace of an object that had no member before. */
  readonly close: string;
  print(value: unknown): string;
}

/** How the object is laid out: one member a line, indented like the first, or all on one line. */
function layoutOf(text: string, members: readonly JsonMember[]): Layout {
  const [first] = members;
  const lead = first === undefined ? '\n  ' : text.slice(text.indexOf('{') + 1, first.start);
  const newline = lead.lastIndexOf('\n');
  if (newline === -1) return { separator: ' ', close: ' ', print: (value) => JSON.stringify(value) };
  const indent = lead.slice(newline + 1);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    separator: end + indent,
    close: end,
    print: (value) => JSON.stringify(value, undefined, indent || 2).replaceAll('\n', end + indent),
  };
}

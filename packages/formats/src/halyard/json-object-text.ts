import { jsonMembers } from './json-members.js';

interface Member {
  /** What stands before the key: the comma, unless it is the first, and blanks. */
  readonly lead: string;
  /** The key with its colon. */
  readonly key: string;
  value: string;
  removed: boolean;
}

/** The text of a JSON object, in pieces: a change of a member costs the same however many there are. */
export class JsonObjectText {
  readonly #newline: string;
  readonly #open: string;
  #members: Member[] = [];
  /** Those that are not removed. */
  readonly #byName = new Map<string, Member>();
  #close: string;

  /** The text must have passed `JSON.parse`. */
  constructor(text: string) {
    this.#newline = text.includes('\r\n') ? '\r\n' : '\n';
    let end = text.indexOf('{') + 1;
    this.#open = text.slice(0, end);
    for (const member of jsonMembers(text)) {
      this.#add(member.name, {
        lead: text.slice(end, member.start),
        key: text.slice(member.start, member.valueStart),
        value: text.slice(member.valueStart, member.end),
        removed: false,
      });
      end = member.end;
    }
    this.#close = text.slice(end);
  }

  /** Gives a member another value, or adds it at the end, laid out like the first. */
  set(name: string, value: unknown): void {
    const { separator, close, print } = this.#layout();
    const printed = print(value);
    const member = this.#byName.get(name);
    if (member !== undefined) {
      member.value = printed;
      return;
    }
    while (this.#members.at(-1)?.removed === true) this.#members.pop();
    const isFirst = this.#members.length === 0;
    if (isFirst) this.#close = close + this.#brace();
    const lead = isFirst ? separator : `,${separator}`;
    this.#add(name, { lead, key: `${JSON.stringify(name)}: `, value: printed, removed: false });
  }

  delete(name: string): void {
    const member = this.#byName.get(name);
    if (member === undefined) return;
    member.removed = true;
    this.#byName.delete(name);
    if (this.#byName.size > 0) return;
    this.#members = [];
    this.#close = this.#brace();
  }

  toString(): string {
    const parts = [this.#open];
    let lead: string | undefined;
    for (const member of this.#members) {
      // Where members are removed, the next one stands in the place of the first of them.
      lead ??= member.lead;
      if (member.removed) continue;
      parts.push(lead, member.key, member.value);
      lead = undefined;
    }
    return [...parts, this.#close].join('');
  }

  #add(name: string, member: Member): void {
    this.#members.push(member);
    this.#byName.set(name, member);
  }

  /** The closing brace and what follows it. */
  #brace(): string {
    return this.#close.slice(this.#close.lastIndexOf('}'));
  }

  /** How the object is laid out: one member a line, indented like the first, or all on one line. */
  #layout(): Layout {
    const lead = this.#members[0]?.lead ?? '\n  ';
    const newline = lead.lastIndexOf('\n');
    if (newline === -1) return { separator: ' ', close: ' ', print: (value) => JSON.stringify(value) };
    const indent = lead.slice(newline + 1);
    const end = this.#newline;
    return {
      separator: end + indent,
      close: end,
      print: (value) => JSON.stringify(value, undefined, indent || 2).replaceAll('\n', end + indent),
    };
  }
}

interface Layout {
  /** What stands before a member's key. */
  readonly separator: string;
  /** What stands before the closing brace of an object that had no member before. */
  readonly close: string;
  readonly print: (value: unknown) => string;
}

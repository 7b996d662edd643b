import { isObject, readJson, textOfValue } from '@halyard/core/store';
import { exactValue } from './exact-value.js';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { JsonObjectText } from './json-object-text.js';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Flags in JSON. A change touches the text of its own flag alone: the layout of all the others stays. */
export class JsonDocument implements FlagDocument {
  readonly #text: string;
  #pieces: JsonObjectText | undefined;

  constructor(text: string) {
    // `trim` takes a byte order mark for a blank.
    this.#text = text.trim() === '' ? '{}\n' : text;
    this.#read();
  }

  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [name, value] of Object.entries(this.#read())) {
      if (name !== SCHEMA_KEY) texts.set(name, textOfValue(value));
    }
    return texts;
  }

  set(name: string, text: string): void {
    this.#changing().set(name, exactValue(text));
  }

  delete(name: string): void {
    this.#changing().delete(name);
  }

  toString(): string {
    return this.#pieces?.toString() ?? this.#text;
  }

  // Taken to pieces only for a change: most documents are only read.
  #changing(): JsonObjectText {
    this.#pieces ??= new JsonObjectText(this.#text);
    return this.#pieces;
  }

  #read(): object {
    const json = readJson(this.toString().replace(BYTE_ORDER_MARK, ''));
    if ('problem' in json) throw new Error(json.problem);
    const { value } = json;
    if (isObject(value)) return value;
    const found = Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40);
    throw new Error(
      `it must be an object of names and flags, such as {"new_checkout": "25%"}, found ${found}`,
    );
  }
}

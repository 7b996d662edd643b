import { isObject, readJson, textOfValue } from '@halyard/core/store';
import { exactValue } from './exact-value.js';
import { type FlagDocument, SCHEMA_KEY } from './flag-document.js';
import { jsonMembers } from './json-members.js';
import { JsonObjectText } from './json-object-text.js';
import { notFlags } from './read.js';

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Flags in JSON. A change touches the text of its own flag alone: the layout of all the others stays. */
export class JsonDocument implements FlagDocument {
  readonly #text: string;
  readonly #texts: Map<string, string>;
  #pieces: JsonObjectText | undefined;

  private constructor(text: string, texts: Map<string, string>) {
    this.#text = text;
    this.#texts = texts;
  }

  /** Reads a text, one flag a step. */
  static *read(given: string): Generator<void, JsonDocument> {
    // `trim` takes a byte order mark for a blank.
    const text = given.trim() === '' ? '{}\n' : given;
    const values = (yield* valuesByName(text)) ?? Object.entries(objectOf(text.replace(BYTE_ORDER_MARK, '')));
    const texts = new Map<string, string>();
    for (const [name, value] of values) {
      if (name !== SCHEMA_KEY) texts.set(name, textOfValue(value));
      yield;
    }
    return new JsonDocument(text, texts);
  }

  texts(): Map<string, string> {
    return new Map(this.#texts);
  }

  set(name: string, text: string): void {
    this.#changing().set(name, exactValue(text));
    this.#texts.set(name, text);
  }

  delete(name: string): void {
    this.#changing().delete(name);
    this.#texts.delete(name);
  }

  toString(): string {
    return this.#pieces?.toString() ?? this.#text;
  }

  // Taken to pieces only for a change: most documents are only read.
  #changing(): JsonObjectText {
    this.#pieces ??= new JsonObjectText(this.#text);
    return this.#pieces;
  }
}

/**
 * The values of an object by name, one a step, since reading a large text in one go keeps everything else waiting.
 * `undefined` for a text with something wrong, which reading it as a whole finds the place of.
 */
function* valuesByName(text: string): Generator<void, Map<string, unknown> | undefined> {
  const values = new Map<string, unknown>();
  try {
    for (const { name, valueStart, end } of jsonMembers(text)) {
      const json = readJson(text.slice(valueStart, end));
      if ('problem' in json || values.has(name)) return undefined;
      values.set(name, json.value);
      yield;
    }
    return values;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function objectOf(text: string): object {
  const json = readJson(text);
  if ('problem' in json) throw new Error(json.problem);
  if (isObject(json.value)) return json.value;
  throw new Error(notFlags(json.value));
}

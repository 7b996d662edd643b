import {
  conflictIn,
  type FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
} from '@halyard/core/store';
import { type Syntax } from '@halyard/formats';
import { type FlagDocument, type KnownSections, openLargeDocument } from '@halyard/formats/halyard';
import { backoffMs, pause } from '../requests/backoff.js';
import { KnownFlags } from '../requests/known-flags.js';
import type { ObjectVersion, S3Object } from './s3-object.js';

/** How often a write begins again when another writer was faster. */
const MAX_ATTEMPTS = 10;

const CONTENT_TYPES: Readonly<Record<Syntax, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
};

/** The flags in one object. */
export class S3Store implements FlagStore {
  readonly name: string;
  readonly #object: S3Object;
  readonly #syntax: Syntax;
  readonly #flags = new KnownFlags();
  readonly #sections: KnownSections = new Map();
  /** The version that was loaded last. */
  #loaded: ObjectVersion | undefined;
  #isMissing = false;
  /** The last write, which the next one waits for: side by side they would only overtake each other. */
  #written: Promise<void> = Promise.resolve();

  constructor(object: S3Object, syntax: Syntax) {
    this.name = object.shown;
    this.#object = object;
    this.#syntax = syntax;
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    this.#flags.begin();
    try {
      const version = this.#unlessGone(await this.#object.read(signal));
      this.#isMissing = version === undefined;
      if (version !== undefined && version.text === this.#loaded?.text) return this.#flags.unchanged(signal);
      const texts = version === undefined ? new Map() : (await this.#open(version)).texts();
      this.#loaded = version;
      return this.#flags.changed(texts, signal);
    } catch (error) {
      this.#flags.giveAllNext();
      throw error;
    }
  }

  /** Writes all changes or none. */
  write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const written = this.#written.then(async () => {
      await this.#write(changes, signal);
      // The backend holds what was written. Another writer may bring back the version that was loaded before.
      this.#flags.giveAllNext();
    });
    this.#written = written.catch(() => {});
    return written;
  }

  problem(): string | undefined {
    return this.#isMissing ? `${this.name} does not exist yet: the first write creates it` : undefined;
  }

  async #write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      signal.throwIfAborted();
      const before = this.#unlessGone(await this.#object.readWithWrites(signal));
      const document = await this.#open(before);
      apply(changes, document);
      const text = document.toString();
      if (text === before?.text) return;
      if (await this.#object.write(text, before, CONTENT_TYPES[this.#syntax], signal)) return;
      await pause(backoffMs(0), signal);
    }
    throw new Error(`${this.name} was changed by other writers ${MAX_ATTEMPTS} times in a row`);
  }

  #unlessGone(version: ObjectVersion | undefined): ObjectVersion | undefined {
    if (version !== undefined || this.#loaded === undefined) return version;
    throw new Error(
      `${this.name} is gone: the last known flags stay in force until it is there again, if only as {}`,
    );
  }

  async #open(version: ObjectVersion | undefined): Promise<FlagDocument> {
    if (version?.text.trim() === '') throw new Error(`${this.name} is empty; an object without flags is {}`);
    try {
      return await openLargeDocument(version?.text ?? '', this.#syntax, this.#sections);
    } catch (error) {
      throw new Error(`${this.name}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Makes the changes, unless one of them expects another text. */
function apply(changes: readonly StoreChange[], document: FlagDocument): void {
  const texts = document.texts();
  const conflict = conflictIn(changes, (name) => texts.get(name));
  if (conflict !== undefined) throw conflict;
  for (const { name, text } of changes) {
    if (text === undefined) document.delete(name);
    else if (text !== texts.get(name)) document.set(name, text);
  }
}

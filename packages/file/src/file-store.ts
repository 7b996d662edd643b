import { type HistoryEntry, type HistoryQuery, isHalyardError } from '@halyard/core';
import {
  type FlagEntries,
  type FlagStore,
  messageOf,
  type StoreChange,
  type StoreWatcher,
} from '@halyard/core/store';
import { type Syntax, syntaxOf } from '@halyard/formats';
import { type KnownSections, openLargeDocument } from '@halyard/formats/halyard';
import { access } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watchFile } from './file-watch.js';
import { FileWriter } from './file-writer.js';
import { HistoryFile } from './history-file.js';
import { isMissing, readText } from './read-text.js';

/** For so long a file may be missing or blank while an editor saves it. */
const SAVING_MS = 200;

/** The flags in one JSON or YAML file, with their history in another beside it. */
export class FileStore implements FlagStore {
  readonly name: string;
  readonly #path: string;
  readonly #syntax: Syntax;
  readonly #history: HistoryFile;
  readonly #writer: FileWriter;
  /** What was read last: a change touches few of many flags. */
  readonly #sections: KnownSections = new Map();
  /** How many flags were read last. */
  #known = 0;
  #isMissing = false;

  constructor(path: string) {
    this.#path = resolve(path);
    this.name = `file(${basename(path)})`;
    this.#syntax = syntaxOf(path);
    this.#history = new HistoryFile(`${this.#path}.history.jsonl`);
    this.#writer = new FileWriter(this.#path, this.#syntax, this.#history, this.#sections);
  }

  async load(signal: AbortSignal): Promise<FlagEntries> {
    try {
      const text = await this.#read(signal);
      const flags = await this.#texts(text ?? '');
      this.#known = flags.size;
      this.#isMissing = text === undefined;
      return flags;
    } catch (error) {
      throw this.#explained(error);
    }
  }

  watch(watcher: StoreWatcher): () => void {
    return watchFile(this.#path, watcher);
  }

  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    try {
      await this.#writer.write(changes, signal);
      this.#isMissing = false;
    } catch (error) {
      throw isHalyardError(error) ? error : this.#explained(error);
    }
  }

  problem(): string | undefined {
    return this.#isMissing ? `${this.#path} does not exist yet` : undefined;
  }

  history(query: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.#history.read(query);
  }

  async #texts(text: string): Promise<Map<string, string>> {
    return (await openLargeDocument(text, this.#syntax, this.#sections)).texts();
  }

  async #read(signal: AbortSignal): Promise<string | undefined> {
    const text = await readText(this.#path, signal);
    if (text === undefined) await access(dirname(this.#path));
    if (this.#known === 0 || (text ?? '').trim() !== '') return text;
    // Many editors empty the file they save, or put another in its place: that must not switch everything off.
    await setTimeout(SAVING_MS, undefined, { signal });
    const later = await readText(this.#path, signal);
    if (later === undefined || later.trim() !== '') return later;
    throw new Error(
      `it is empty; keeping the last ${this.#known} flags until something, if only {}, is written to it`,
    );
  }

  #explained(error: unknown): Error {
    const why = isMissing(error) ? `there is no folder ${dirname(this.#path)}` : messageOf(error);
    return new Error(`${this.#path}: ${why}`, { cause: error });
  }
}

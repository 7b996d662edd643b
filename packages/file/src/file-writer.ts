import { type HistoryEntry, isHalyardError } from '@halyard/core';
import {
  authorship,
  conflictIn,
  inSlices,
  removeDrafts,
  replaceFile,
  type StoreChange,
} from '@halyard/core/store';
import type { Syntax } from '@halyard/formats';
import { type FlagDocument, type KnownSections, openLargeDocument } from '@halyard/formats/halyard';
import { realpath, stat } from 'node:fs/promises';
import { type FileLock, withFileLock } from './file-lock.js';
import { stampOf } from './file-stamp.js';
import type { HistoryFile } from './history-file.js';
import { OvertakenError } from './overtaken-error.js';
import { isMissing, readText } from './read-text.js';

/** How often a write begins again when another process, such as an editor, came in between. */
const MAX_ATTEMPTS = 5;

/** The changes of one call, which are stored together or not at all. */
interface Waiting {
  readonly changes: readonly StoreChange[];
  readonly signal: AbortSignal;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Writes changes to one file, one commit after another; the calls that come while one is under way share the next. */
export class FileWriter {
  readonly #path: string;
  readonly #syntax: Syntax;
  readonly #history: HistoryFile;
  readonly #known: KnownSections;
  #waiting: Waiting[] = [];
  #committing = false;

  /** `known`: what was read from the file before. */
  constructor(path: string, syntax: Syntax, history: HistoryFile, known: KnownSections) {
    this.#path = path;
    this.#syntax = syntax;
    this.#history = history;
    this.#known = known;
  }

  /** Resolves when the changes and their history entries are on disk. Rejects if nothing was changed, with `CONFLICT` by `ifText`. */
  write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ changes, signal, done, failed });
      if (!this.#committing) void this.#commitAll();
    });
  }

  async #commitAll(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(batch);
      } catch (error) {
        if (batch.length === 1) batch[0]!.failed(error);
        // What keeps one call's changes from being stored shall not keep the others'.
        else for (const one of batch) await this.#commit([one]).catch(one.failed);
      }
    }
    this.#committing = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    if (batch.every(({ signal }) => signal.aborted)) {
      for (const { signal, failed } of batch) failed(signal.reason);
      return;
    }
    for (const each of await this.#attempts(batch)) each();
  }

  async #attempts(batch: readonly Waiting[]): Promise<(() => void)[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const target = await targetOf(this.#path);
        return await withFileLock(`${target}.lock`, (lock) => this.#change(batch, target, lock));
      } catch (error) {
        if (!(error instanceof OvertakenError) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** Stores what can be stored; resolves with how to settle each of the batch. */
  async #change(batch: readonly Waiting[], target: string, lock: FileLock): Promise<(() => void)[]> {
    // An owner before this one that was only held up finds no draft left to put in the file's place.
    await removeDrafts(target, 0);
    const stamp = await stampOf(target);
    const before = (await readText(target)) ?? '';
    const document = await openLargeDocument(before, this.#syntax, this.#known);
    const entries: Omit<HistoryEntry, 'id'>[] = [];
    const settle = await inSlices(applyAll(document, batch, entries));
    if (entries.length > 0) {
      await this.#store({ target, stamp, text: document.toString(), entries, lock });
    }
    return settle;
  }

  /** The history is written first: a change without an entry is worse than an entry without its change. */
  async #store({ target, stamp, text, entries, lock }: Commit): Promise<void> {
    let takeBack: (() => Promise<void>) | undefined;
    const ready = async (): Promise<void> => {
      await lock.assertHeld();
      takeBack = await this.#history.append(entries, await modeOf(target));
      await lock.assertHeld();
      if ((await stampOf(target)) !== stamp) {
        throw new OvertakenError('the file was saved by another program again and again');
      }
    };
    try {
      await replaceFile(target, text, { ready });
    } catch (error) {
      if (isHalyardError(error, 'UNKNOWN_OUTCOME')) throw error;
      // Without the lock, the end of the history is another process's.
      if (await lock.isHeld()) await takeBack?.();
      throw isWithoutDraft(error) ? new OvertakenError('the lock was taken away', { cause: error }) : error;
    }
  }
}

/** What is to be stored in one step. */
interface Commit {
  readonly target: string;
  /** Of the file that `text` was made from. */
  readonly stamp: string;
  readonly text: string;
  readonly entries: readonly Omit<HistoryEntry, 'id'>[];
  readonly lock: FileLock;
}

/** Another owner of the lock has removed the draft. */
function isWithoutDraft(error: unknown): boolean {
  return isMissing(error) && (error as NodeJS.ErrnoException).syscall === 'rename';
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes the changes that can be stored, one a step, and adds their `entries`; returns how to settle each of the batch. */
function* applyAll(
  document: FlagDocument,
  batch: readonly Waiting[],
  entries: Omit<HistoryEntry, 'id'>[],
): Generator<void, (() => void)[]> {
  const texts = document.texts();
  const settle: (() => void)[] = [];
  for (const { changes, signal, done, failed } of batch) {
    const conflict = conflictIn(changes, (name) => texts.get(name));
    if (signal.aborted) settle.push(() => failed(signal.reason));
    else if (conflict !== undefined) settle.push(() => failed(conflict));
    else {
      for (const change of changes) {
        const before = texts.get(change.name) ?? null;
        if (before === (change.text ?? null)) continue;
        apply(document, texts, change);
        entries.push(entryOf(change, before));
        yield;
      }
      settle.push(done);
    }
  }
  return settle;
}

function apply(document: FlagDocument, texts: Map<string, string>, { name, text }: StoreChange): void {
  if (text === undefined) {
    document.delete(name);
    texts.delete(name);
  } else {
    document.set(name, text);
    texts.set(name, text);
  }
}

function entryOf(change: StoreChange, before: string | null): Omit<HistoryEntry, 'id'> {
  return { at: Date.now(), name: change.name, before, after: change.text ?? null, ...authorship(change) };
}

/** A link stays a link: what it points to is replaced. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

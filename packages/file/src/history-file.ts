import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { type FileHandle, open } from 'node:fs/promises';
import { linesBackwards } from './lines-backwards.js';
import { isMissing } from './read-text.js';

/**
 * Changes kept one a line, as JSON, in a file that only grows. A line that a crash cut off is passed over, and so is one
 * that was damaged.
 */
export class HistoryFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Adds entries, on disk when it resolves with the way to take them back. The caller holds the lock. */
  async append(entries: readonly Omit<HistoryEntry, 'id'>[]): Promise<() => Promise<void>> {
    const file = await open(this.path, 'a+');
    try {
      const { size } = await file.stat();
      let id = await lastId(file);
      const lines = entries.map((entry) => `${JSON.stringify({ id: String(++id), ...entry })}\n`);
      const torn = size > 0 && !(await endsWithNewline(file, size));
      await file.appendFile(`${torn ? '\n' : ''}${lines.join('')}`);
      await file.sync();
      return () => truncate(this.path, size);
    } finally {
      await file.close();
    }
  }

  async read({ name, limit = 100, before }: HistoryQuery): Promise<HistoryEntry[]> {
    const file = await this.#open();
    if (file === undefined) return [];
    const found: HistoryEntry[] = [];
    try {
      for await (const entry of entriesBackwards(file)) {
        if (found.length >= limit) break;
        if (before !== undefined && Number(entry.id) >= Number(before)) continue;
        if (name === undefined || entry.name === name) found.push(entry);
      }
    } finally {
      await file.close();
    }
    return found;
  }

  async #open(): Promise<FileHandle | undefined> {
    try {
      return await open(this.path, 'r');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

async function* entriesBackwards(file: FileHandle): AsyncGenerator<HistoryEntry> {
  for await (const line of linesBackwards(file)) {
    const entry = parse(line);
    if (entry !== undefined) yield entry;
  }
}

async function lastId(file: FileHandle): Promise<number> {
  for await (const { id } of entriesBackwards(file)) return Number(id);
  return 0;
}

function parse(line: string): HistoryEntry | undefined {
  try {
    const entry = JSON.parse(line) as HistoryEntry;
    return /^\d+$/.test(entry.id) && typeof entry.name === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

async function endsWithNewline(file: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

async function truncate(path: string, size: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(size);
  } finally {
    await file.close();
  }
}

import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import { openOwnFile } from '@halyard/core/store';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { endOfLines, linesBackwards } from './lines-backwards.js';
import { isMissing } from './read-text.js';

/**
 * Changes kept one a line, as JSON, in a file that only grows. A line that was damaged is passed over, and so is one that a
 * crash cut off, until the next change removes it.
 */
export class HistoryFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Adds entries, on disk when it resolves with the way to take them back. The file gets the `mode` of the flags file. The
   * caller holds the lock.
   */
  async append(
    entries: readonly Omit<HistoryEntry, 'id'>[],
    mode: number | undefined,
  ): Promise<() => Promise<void>> {
    const { O_RDWR, O_APPEND, O_CREAT } = constants;
    const file = await openOwnFile(this.path, O_RDWR | O_APPEND | O_CREAT, mode);
    try {
      if (mode !== undefined) await adopt(file, mode);
      const size = await cutTornLine(file);
      let id = await lastId(file);
      const lines = entries.map((entry) => `${JSON.stringify({ id: String(++id), ...entry })}\n`);
      try {
        await file.appendFile(lines.join(''));
        await file.sync();
      } catch (error) {
        await file.truncate(size).catch(() => {});
        throw error;
      }
      return () => this.#truncate(size);
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
      return await openOwnFile(this.path, constants.O_RDONLY);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #truncate(size: number): Promise<void> {
    const file = await openOwnFile(this.path, constants.O_RDWR);
    await file.truncate(size).finally(() => file.close());
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

/** Who may not read the flags may not read what they were. Its owner always may, to add to it. */
async function adopt(file: FileHandle, flagsMode: number): Promise<void> {
  const mode = flagsMode | 0o600;
  if (((await file.stat()).mode & 0o777) !== mode) await file.chmod(mode);
}

/** Cuts off what stands after the last newline, which a crash left unfinished; resolves with the size that remains. */
async function cutTornLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const end = await endOfLines(file);
  if (end < size) await file.truncate(end);
  return end;
}

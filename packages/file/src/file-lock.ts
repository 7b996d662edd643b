import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { isMissing } from './read-text.js';

/** How long to wait for another process's lock. */
const PATIENCE_MS = 3000;
/** A write takes milliseconds: a lock this old was left behind. */
const ABANDONED_MS = 10_000;

/** A lock that is held. */
export interface FileLock {
  /** Rejects if the lock was taken away, as from a process that was stopped for a long time. */
  readonly assertHeld: () => Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly id: string;
}

/**
 * Does `work` while holding the lock file at `path`, which keeps out every process that asks for the same one. The lock of
 * a process of this machine that is gone is taken over at once, anybody's after ten seconds. Rejects, with who holds it,
 * when it can't be had within three.
 */
export async function withFileLock<T>(path: string, work: (lock: FileLock) => Promise<T>): Promise<T> {
  const own = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() } satisfies Holder);
  await acquire(path, own);
  const isHeld = async (): Promise<boolean> => (await contentOf(path)) === own;
  try {
    return await work({
      assertHeld: async () => {
        if (!(await isHeld()))
          throw new Error(`${path} was taken away: this process was held up for too long`);
      },
    });
  } finally {
    if (await isHeld()) await rm(path, { force: true });
  }
}

async function acquire(path: string, own: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  // Signed before it is in place: a process that is killed between the two leaves no lock without an owner.
  const signed = `${path}.${randomUUID()}`;
  await writeFile(signed, own, { flag: 'wx' });
  try {
    while (!(await putInPlace(signed, path))) {
      if (await takeAway(path)) continue;
      if (performance.now() > end) throw new Error(await heldBy(path));
      await setTimeout(5 + 20 * Math.random());
    }
  } finally {
    await rm(signed, { force: true });
  }
}

async function putInPlace(signed: string, path: string): Promise<boolean> {
  try {
    await link(signed, path).catch((error: unknown) => {
      if (isCode(error, 'EEXIST')) throw error;
      // Not every file system has links.
      return copyFile(signed, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock if it was left behind; resolves whether it is gone. */
async function takeAway(path: string): Promise<boolean> {
  const content = await contentOf(path);
  if (content === undefined) return true;
  if (!isOrphan(content) && !(await isOld(path))) return false;
  // Of several that come to this point only one gets to rename it, and that one looks again at what it has got.
  const taken = `${path}.${randomUUID()}`;
  try {
    await rename(path, taken);
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
  if ((await contentOf(taken)) !== content) await putInPlace(taken, path);
  await rm(taken, { force: true });
  return true;
}

function isOrphan(content: string): boolean {
  const holder = parse(content);
  if (holder === undefined || holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

async function isOld(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function heldBy(path: string): Promise<string> {
  const holder = parse((await contentOf(path)) ?? '');
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return `${who} holds the lock ${path}; remove that file if no process is writing`;
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}

function parse(content: string): Holder | undefined {
  try {
    const holder = JSON.parse(content) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

import { openDraft, openOwnFile, removeDrafts } from '@halyard/core/store';
import { randomUUID } from 'node:crypto';
import { constants, copyFile, type FileHandle, link, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { type LockOwner, stateOf, thisProcess } from './lock-owner.js';
import { OvertakenError } from './overtaken-error.js';
import { isMissing } from './read-text.js';

/** How long to wait for another process's lock. */
const PATIENCE_MS = 3000;
/** How often the owner of a lock shows that it is still at work. */
const HEARTBEAT_MS = 500;
/** An owner that can't be seen from here and gave no sign for so long left its lock behind. */
const SILENCE_MS = 10_000;
/** For so long this process must have missed the sign itself: after a standby of the machine, all look silent. */
const WATCHED_MS = 2000;
/** A process that waits for a lock has a draft of its own for a few seconds. */
const OLD_DRAFT_MS = 60_000;

/** A lock that is held. */
export interface FileLock {
  readonly isHeld: () => Promise<boolean>;
  /** Rejects with an {@link OvertakenError} if another process took the lock, which took this one for dead. */
  readonly assertHeld: () => Promise<void>;
}

interface Signature extends LockOwner {
  readonly id: string;
}

/**
 * Does `work` while holding the lock file at `path`, which keeps out every process that asks for the same one. Takes over
 * the lock of a process that is gone; of one that can't be seen from here, only after ten seconds without a sign of it.
 * Such a process may yet run, so a new owner first removes the drafts of the one before it. Rejects, with the name of the
 * owner, when the lock can't be had within three seconds.
 */
export async function withFileLock<T>(path: string, work: (lock: FileLock) => Promise<T>): Promise<T> {
  const own = JSON.stringify({ ...(await thisProcess()), id: randomUUID() } satisfies Signature);
  await acquire(path, own);
  const heartbeat = setInterval(() => void beat(path, own).catch(() => {}), HEARTBEAT_MS).unref();
  const isHeld = async (): Promise<boolean> => (await seen(path))?.content === own;
  try {
    await removeDrafts(path, OLD_DRAFT_MS);
    return await work({
      isHeld,
      assertHeld: async () => {
        if (!(await isHeld())) {
          throw new OvertakenError(`${path} was taken away: this process was held up for too long`);
        }
      },
    });
  } finally {
    clearInterval(heartbeat);
    await takeAway(path, own);
  }
}

async function acquire(path: string, own: string): Promise<void> {
  // Signed before it is in place: a process that is killed between the two leaves no lock without an owner.
  const signed = await openDraft(path, undefined);
  try {
    const signedAt = await sign(signed.file, own);
    const watch = new Watch(signedAt);
    while (!(await putInPlace(signed.path, path))) {
      const found = await seen(path);
      if (found === undefined) continue;
      if (await watch.isLeftBehind(found)) await takeAway(path, found.content);
      else if (watch.ms > PATIENCE_MS) throw new Error(heldBy(path, found.content));
      else await setTimeout(5 + 20 * Math.random());
    }
  } finally {
    await rm(signed.path, { force: true });
  }
}

/** Resolves with the time by the clock of the file system, which need not be that of this machine. */
async function sign(file: FileHandle, own: string): Promise<number> {
  try {
    await file.writeFile(own);
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
  }
}

/** What a process that waits for a lock has seen of it. */
class Watch {
  readonly #startedAt = performance.now();
  readonly #signedAt: number;
  #last: Seen | undefined;
  #lastAt = 0;

  constructor(signedAt: number) {
    this.#signedAt = signedAt;
  }

  get ms(): number {
    return performance.now() - this.#startedAt;
  }

  async isLeftBehind(found: Seen): Promise<boolean> {
    if (found.content !== this.#last?.content || found.writtenAt !== this.#last.writtenAt) {
      this.#last = found;
      this.#lastAt = performance.now();
    }
    const owner = parse(found.content);
    const state = owner === undefined ? 'unknown' : await stateOf(owner);
    // This process runs: a lock of its own that gives no sign is that of a worker that was terminated.
    if (state === 'running' && owner?.pid !== process.pid) return false;
    if (state === 'gone') return true;
    const silentMs = this.#signedAt + this.ms - found.writtenAt;
    return silentMs > SILENCE_MS && performance.now() - this.#lastAt > WATCHED_MS;
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

/**
 * Removes the lock if this is what it says. Should another process take the lock in the very moment between, that one has
 * lost it, notices before it stores anything, and begins again. Were its lock put back instead, that could be too late: its
 * owner would not remove it.
 */
async function takeAway(path: string, content: string): Promise<void> {
  if ((await seen(path))?.content === content) await rm(path, { force: true });
}

async function beat(path: string, own: string): Promise<void> {
  const file = await openOwnFile(path, constants.O_RDWR);
  try {
    if ((await file.readFile('utf8')) === own) await file.write(own, 0);
  } finally {
    await file.close();
  }
}

interface Seen {
  readonly content: string;
  readonly writtenAt: number;
}

async function seen(path: string): Promise<Seen | undefined> {
  try {
    const file = await openOwnFile(path, constants.O_RDONLY);
    try {
      return { content: await file.readFile('utf8'), writtenAt: (await file.stat()).mtimeMs };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function heldBy(path: string, content: string): string {
  const owner = parse(content);
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return `${who} holds the lock ${path}; remove that file if no process is writing`;
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}

function parse(content: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(content) as Partial<LockOwner>;
    const { pid, host } = owner;
    // To the system, 0 and negative numbers stand for groups of processes.
    if (!Number.isSafeInteger(pid) || pid! < 1 || typeof host !== 'string') return undefined;
    return owner as LockOwner;
  } catch {
    return undefined;
  }
}

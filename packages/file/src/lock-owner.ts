import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** A process, named so that no other process is taken for it, on this machine or another. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Which start of which kernel; Linux only. */
  readonly boot?: string;
  /** In which the `pid` counts: containers of one machine each have their own; Linux only. */
  readonly pidNamespace?: string;
  /** When the process started, since another may get its `pid` later; Linux only. */
  readonly started?: string;
}

/** This process. */
export async function thisProcess(): Promise<LockOwner> {
  const [boot, pidNamespace, process_] = await Promise.all([
    orUndefined(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    orUndefined(readlink('/proc/self/ns/pid')),
    processStat('self'),
  ]);
  // A /proc of another namespace numbers the processes differently.
  const started = process_?.pid === process.pid ? process_.started : undefined;
  return {
    pid: process.pid,
    host: hostname(),
    ...(boot === undefined ? {} : { boot: boot.trim() }),
    ...(pidNamespace === undefined ? {} : { pidNamespace }),
    ...(started === undefined ? {} : { started }),
  };
}

/** Whether a process is running; `unknown` for one that can't be seen from here, as in another container. */
export async function stateOf(owner: LockOwner): Promise<'running' | 'gone' | 'unknown'> {
  const self = await thisProcess();
  if (!isInSight(owner, self)) return 'unknown';
  if (!exists(owner.pid)) return 'gone';
  if (owner.started === undefined || self.started === undefined) return 'unknown';
  const found = await processStat(String(owner.pid));
  if (found === undefined) return 'unknown';
  return found.started === owner.started && !found.ended ? 'running' : 'gone';
}

function isInSight(owner: LockOwner, self: LockOwner): boolean {
  if (owner.boot !== self.boot || owner.pidNamespace !== self.pidNamespace) return false;
  // Only Linux has PID namespaces.
  if (process.platform === 'linux') return self.boot !== undefined && self.pidNamespace !== undefined;
  return owner.host === self.host;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

interface ProcessStat {
  readonly pid: number;
  readonly started: string;
  /** It ended, and its parent has not yet looked at it. */
  readonly ended: boolean;
}

/** See proc_pid_stat(5). The name of the program, in parentheses, may itself contain blanks and parentheses. */
async function processStat(pid: string): Promise<ProcessStat | undefined> {
  const stat = await orUndefined(readFile(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  if (started === undefined) return undefined;
  return { pid: Number.parseInt(stat, 10), started, ended: state === 'Z' || state === 'X' };
}

async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch(() => undefined);
}

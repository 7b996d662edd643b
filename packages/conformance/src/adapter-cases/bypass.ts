import assert from 'node:assert/strict';
import type { EvaluationContext, FlagSource } from '@halyard/core';
import type { GateOptions } from '@halyard/core/adapter';
import type { AdapterLab, OpaqueSubject } from '../adapter-lab.js';
import type { MountedParts, Mounting, PathSpelling, RunningApp } from '../adapter-subject.js';
import type { ConformanceCase } from '../case.js';
import type { AdapterCase } from './adapter-case.js';

type ServedMounting = Exclude<Mounting<unknown>, { skip: string }>;

/** One gate to try a mounting with. */
interface Trial {
  readonly name: string;
  readonly flag: FlagSource;
  readonly options?: (subject: OpaqueSubject) => GateOptions<object, unknown>;
  /** Whether `onClosed` is given `next()`, and calls it. */
  readonly callsNext?: true;
}

const rejected = async (): Promise<never> => {
  throw undefined;
};

/** Every way in which a gate is closed: what it then does, and whether it had to wait for the context. */
const CLOSED: readonly Trial[] = [
  { name: 'responding', flag: false },
  { name: 'sending an error', flag: false, options: () => ({ onClosed: 'error' }) },
  {
    name: 'answering by itself',
    flag: false,
    options: (it) => ({ onClosed: it.middleware(() => 'closed') }),
  },
  {
    name: 'calling next()',
    flag: false,
    options: (it) => ({ onClosed: it.middleware(() => undefined) }),
    callsNext: true,
  },
  {
    name: 'calling next() later',
    flag: false,
    options: (it) => ({ onClosed: it.middleware(async () => undefined) }),
    callsNext: true,
  },
  { name: 'after waiting', flag: 'users:ben' },
  { name: 'sending an error after waiting', flag: 'users:ben', options: () => ({ onClosed: 'error' }) },
  {
    name: 'calling next() after waiting',
    flag: 'users:ben',
    options: (it) => ({ onClosed: it.middleware(() => undefined) }),
    callsNext: true,
  },
  { name: 'without a context', flag: 'users:ann', options: () => ({ context: rejected }) },
];

const OPEN: readonly Trial[] = [
  { name: 'at once', flag: true },
  { name: 'after waiting', flag: 'users:ann' },
  { name: 'turned round', flag: false, options: () => ({ enabled: false }) },
];

const context = async (): Promise<EvaluationContext> => ({ targetingKey: 'ann' });

const SPELLINGS: Readonly<Record<PathSpelling, (path: string) => string>> = {
  'in capitals': (path) => path.toUpperCase(),
  'percent-encoded': (path) =>
    path.replace(/[a-z](?=[^a-z]*$)/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'with a slash at the end': (path) => `${path}/`,
  'with a doubled slash': (path) => path.replace('/', '//'),
};

/** How often the behind ran for one request to a gate that is mounted this way. */
async function runs(
  lab: AdapterLab,
  mounting: ServedMounting,
  { flag, options }: Trial,
  spell: (path: string) => string = (path) => path,
): Promise<number> {
  const { featureFlags, makeFlagGate } = lab.adapter;
  const behind = lab.behind();
  const parts: MountedParts<unknown> = {
    flags: featureFlags(await lab.flags({ gated: flag }), { context }),
    gate: makeFlagGate('gated', options?.(lab.subject)),
    behind: behind.middleware,
  };
  const app: RunningApp = await mounting.serve(parts);
  const { method = 'GET', path = '/', body } = mounting;
  const init = { method, ...(body === undefined ? {} : { body }) };
  const answer = await lab.client(app).request(spell(path), init);
  if (behind.runs === 0) assert.notEqual(answer.body, 'behind');
  else assert.equal(answer.status, 200);
  return behind.runs;
}

function bypassCase(mounting: ServedMounting, closed: readonly Trial[]): AdapterCase {
  return {
    name: `${mounting.name}: closed, nothing behind it runs; open, it runs once`,
    async test(lab) {
      for (const trial of closed) assert.equal(await runs(lab, mounting, trial), 0, `closed, ${trial.name}`);
      for (const trial of OPEN) assert.equal(await runs(lab, mounting, trial), 1, `open, ${trial.name}`);
    },
  };
}

/** A framework may take another spelling for the same path; the gate's path and the handler's must agree on it. */
function spellingCase(mounting: ServedMounting): AdapterCase {
  return {
    name: `${mounting.name}: no other spelling of the path passes the closed gate`,
    async test(lab) {
      for (const [name, spell] of Object.entries(SPELLINGS)) {
        const isKnown = mounting.bypassedBy?.[name as PathSpelling] !== undefined;
        const passed = await runs(lab, mounting, { name, flag: false }, spell);
        assert.equal(passed, isKnown ? 1 : 0, `${spell(mounting.path ?? '/')}, ${name}`);
      }
    },
  };
}

/** Two cases for each way of mounting. */
export function bypassCases({ mountings, lacks }: OpaqueSubject): (AdapterCase | ConformanceCase)[] {
  const closed = CLOSED.filter(({ callsNext }) => callsNext === undefined || lacks?.next === undefined);
  return mountings.flatMap((mounting): (AdapterCase | ConformanceCase)[] =>
    'skip' in mounting ? [mounting] : [bypassCase(mounting, closed), spellingCase(mounting)],
  );
}

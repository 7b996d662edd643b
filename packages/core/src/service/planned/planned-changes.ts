import { inBackground } from '../../base/background-timer.js';
import { HalyardError, isHalyardError, messageOf } from '../../base/errors.js';
import { check, checkOptions, MAX_TIMER_MS, type OptionCheck } from '../../base/options.js';
import { readInstant } from '../../flag/instant.js';
import { flagText } from '../../flag/flag-text.js';
import { isPlannedName, PLANNED_PREFIX } from '../../flag/name.js';
import {
  type PlannedChange,
  plannedText,
  type PlannedUpdate,
  readPlanned,
} from '../../flag/planned-change.js';
import type { Authorship, Backend, BulkUpdate } from '../../store/backend.js';
import type { Snapshot } from '../../store/snapshot.js';
import { assertName } from '../../store/write.js';
import type { FlagWriter } from '../flag-writer.js';

/** Processes begin at different times, so that one of them is done before the others try. */
const SPREAD_MS = 500;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/** When to apply a planned change, who plans it, and why. */
export interface PlanOptions extends Authorship {
  /** A date, milliseconds since the epoch, or text with an offset, such as `2026-12-01T08:00+01:00`. */
  readonly at: Date | number | string;
}

const planChecks = {
  at: (value) =>
    Number.isNaN(timeOf(value)) ? 'a time with an offset, such as 2026-12-01T08:00+01:00' : undefined,
  actor: check.string,
  comment: check.string,
} satisfies Record<keyof PlanOptions, OptionCheck>;

/** What planned changes are made of. */
interface PlannerParts {
  readonly backend: Backend;
  readonly writer: FlagWriter;
  readonly clock: () => number;
  readonly applies: boolean;
  readonly log: (sentence: string) => void;
}

/** A planned change as it is stored. */
interface Stored {
  readonly name: string;
  readonly text: string;
  readonly plan: PlannedChange;
}

/**
 * The planned changes of one service: each is applied once its time has come, by the first process that stores the change
 * and removes its plan in one write. A process that was slower finds the plan gone, and does nothing.
 */
export class PlannedChanges {
  readonly #backend: Backend;
  readonly #writer: FlagWriter;
  readonly #clock: () => number;
  readonly #applies: boolean;
  readonly #log: (sentence: string) => void;
  #stored: ReadonlyMap<string, Stored> = new Map();
  #seen: Snapshot | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  readonly #problems = new Map<string, string>();
  #isApplying = false;
  #isClosed = false;

  constructor({ backend, writer, clock, applies, log }: PlannerParts) {
    this.#backend = backend;
    this.#writer = writer;
    this.#clock = clock;
    this.#applies = applies;
    this.#log = log;
  }

  /** The planned changes, the next one first; those that can't be read come last. */
  list(): PlannedChange[] {
    const plans = Array.from(this.#stored.values(), ({ name, plan }) => {
      const problem = plan.problem ?? this.#problems.get(name);
      return problem === undefined ? plan : { ...plan, problem };
    });
    const time = ({ at }: PlannedChange): number => (Number.isNaN(at) ? Infinity : at);
    return plans.toSorted((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
  }

  /** Stores a planned change. */
  async plan(flag: string, change: PlannedUpdate, options: PlanOptions): Promise<PlannedChange> {
    assertName(flag);
    checkOptions('plan', options, planChecks);
    const { at: given, ...author } = options;
    const at = timeOf(given);
    if (at <= this.#clock()) {
      const sentence = `plan: the time must be in the future, received ${new Date(at).toISOString()}`;
      throw new HalyardError('INVALID_OPTION', sentence);
    }
    // What can't be stored now can't be stored then; a function of what is stored is only tried.
    const update = this.#writer.update(flag, change);
    const tried =
      typeof update === 'function' ? update(this.#backend.snapshot.flags.get(flag), undefined) : update;
    const text = flagText(flag, tried);
    const id = crypto.randomUUID().slice(0, 8);
    const made = { flag, change: 'set' in change ? { set: text } : change, at, ...author };
    const planned = plannedText(made);
    await this.#writer.setMany(
      new Map([
        [
          PLANNED_PREFIX + id,
          (_current, stored) => {
            if (stored === undefined) return planned;
            throw new HalyardError('CONFLICT', `plan: the id ${id} is taken; try again`);
          },
        ],
      ]),
      author,
    );
    return readPlanned(PLANNED_PREFIX + id, planned);
  }

  /** Removes a planned change; resolves `false` when there is none, such as after it was applied. */
  async cancel(id: string, author: Authorship = {}): Promise<boolean> {
    const name = PLANNED_PREFIX + id;
    if (!isPlannedName(name)) return false;
    try {
      await this.#writer.setMany(new Map([[name, whileStored()]]), author);
      return true;
    } catch (error) {
      if (error instanceof PlanGoneError) return false;
      throw error;
    }
  }

  /** Takes over what the backend has now. */
  follow(): void {
    const { snapshot } = this.#backend;
    const before = this.#seen;
    if (before === snapshot) return;
    this.#seen = snapshot;
    const changed = before === undefined ? undefined : snapshot.changedSince(before);
    if (changed !== undefined && !changed.some(isPlannedName)) return;
    if (snapshot.unused.size === 0 && this.#stored.size === 0) return;
    const known = this.#stored;
    this.#stored = new Map(
      [...snapshot.unused]
        .filter(([name]) => isPlannedName(name))
        .map(([name, text]) => {
          const earlier = known.get(name);
          return [name, earlier?.text === text ? earlier : { name, text, plan: readPlanned(name, text) }];
        }),
    );
    for (const name of this.#problems.keys()) if (!this.#stored.has(name)) this.#problems.delete(name);
    this.#arm();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #due(): Stored[] {
    const now = this.#clock();
    const due = [...this.#stored.values()].filter(({ plan }) => plan.problem === undefined && plan.at <= now);
    return due.toSorted((a, b) => a.plan.at - b.plan.at || (a.name < b.name ? -1 : 1));
  }

  #arm(retryMs = 0): void {
    clearTimeout(this.#timer);
    if (!this.#applies || this.#isClosed || this.#isApplying) return;
    const times = Array.from(this.#stored.values(), ({ plan }) => plan.at).filter((at) => !Number.isNaN(at));
    if (times.length === 0) return;
    const wait = Math.max(Math.min(...times) - this.#clock(), 0) + Math.random() * SPREAD_MS;
    this.#timer = inBackground(() => void this.#applyDue(), Math.min(Math.max(wait, retryMs), MAX_TIMER_MS));
  }

  async #applyDue(): Promise<void> {
    this.#isApplying = true;
    let failed = false;
    for (const stored of this.#due()) {
      // Another process may have been faster.
      if (this.#isClosed || this.#stored.get(stored.name)?.text !== stored.text) continue;
      const problem = await this.#apply(stored);
      this.#note(stored, problem);
      failed ||= problem !== undefined;
    }
    this.#isApplying = false;
    this.#failures = failed ? this.#failures + 1 : 0;
    this.#arm(failed ? Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LAST_RETRY_MS) : 0);
  }

  /** Each cause is logged once. */
  #note({ name, plan: { id, flag } }: Stored, problem: string | undefined): void {
    if (problem === undefined) this.#problems.delete(name);
    else if (this.#problems.get(name) !== problem) {
      this.#problems.set(name, problem);
      this.#log(`the planned change ${id} of ${flag} is not applied, and will be tried again: ${problem}`);
    }
  }

  /** Resolves with why it was not applied. */
  async #apply({
    name,
    text,
    plan: { flag, change, at, actor, comment },
  }: Stored): Promise<string | undefined> {
    const when = `planned for ${new Date(at).toISOString()}`;
    try {
      // The flag first: a store that can't write both together must not lose the change.
      await this.#writer.setMany(
        new Map<string, BulkUpdate>([
          [flag, this.#writer.update(flag, change)],
          [name, whileStored(text)],
        ]),
        {
          comment: comment === undefined ? when : `${comment} (${when})`,
          ...(actor === undefined ? {} : { actor }),
        },
      );
      return undefined;
    } catch (error) {
      if (error instanceof PlanGoneError) return undefined;
      if (isHalyardError(error, 'CLOSED')) return undefined;
      return messageOf(error);
    }
  }
}

/** The plan was applied or cancelled. */
class PlanGoneError extends Error {}

/** Removes a plan, as long as it is stored, with this text if one is given. */
function whileStored(
  text?: string,
): (current: unknown, stored: { text: string | undefined } | undefined) => null {
  return (_current, stored) => {
    if (stored === undefined || (text !== undefined && stored.text !== text)) throw new PlanGoneError();
    return null;
  };
}

/** `NaN` for what is not a time. Text may leave out the seconds, as people write it. */
function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return readInstant(value) ?? NaN;
  return readInstant(value.replace(/^([^T]*T\d\d:\d\d)(?=[Z+-])/i, '$1:00')) ?? NaN;
}

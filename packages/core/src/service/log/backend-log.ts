import type { Log } from '../../base/log.js';
import { show } from '../../base/options.js';
import type { InvalidFlag } from '../../evaluation/invalid-flag.js';
import { isSegmentName, SEGMENT_PREFIX } from '../../flag/name.js';
import type { BackendStatus } from '../../store/backend.js';
import { type PlacedLayer, layersOf } from './layers-of.js';

/** How many invalid flags one change may log by name: a store may be damaged as a whole. */
const MAX_NAMED = 10;

/** What was logged of one layer, and still holds. */
interface Logged {
  readonly state: BackendStatus['state'];
  readonly problem: string | undefined;
  /** What is wrong with each invalid flag. */
  readonly invalid: ReadonlyMap<string, string>;
}

const NOTHING: Logged = { state: 'live', problem: undefined, invalid: new Map() };

/**
 * Logs the trouble of a backend's layers and copies: one that can't be read, and its recovery; one that reports a problem;
 * stored texts that are invalid. Each once, and again only after it was over.
 */
export class BackendLog {
  readonly #log: Log;
  readonly #status: () => BackendStatus;
  readonly #logged = new Map<string, Logged>();
  #phase: 'opening' | 'open' | 'closed' = 'opening';

  constructor(log: Log, status: () => BackendStatus) {
    this.#log = log;
    this.#status = status;
  }

  /** The first load is over: what is wrong from now on is logged. */
  opened(): void {
    if (this.#phase === 'opening') this.#phase = 'open';
    this.changed();
  }

  /** The backend has changed. */
  changed(): void {
    if (this.#phase !== 'open' || this.#log.isSilent) return;
    for (const placed of layersOf(this.#status())) {
      const { place, layer } = placed;
      const before = this.#logged.get(place) ?? NOTHING;
      // Before it is written: the logger may change flags.
      this.#logged.set(place, loggedOf(layer));
      this.#logState(before, placed);
      this.#logProblem(before, layer);
      this.#logInvalid(before, layer);
    }
  }

  /** The backend is closed: that its layers are not read any more is not logged. */
  closed(): void {
    const wasOpen = this.#phase === 'open';
    this.#phase = 'closed';
    if (!wasOpen || this.#log.isSilent) return;
    for (const { place, layer } of layersOf(this.#status())) {
      this.#logProblem(this.#logged.get(place) ?? NOTHING, layer);
    }
  }

  #logState({ state: before }: Logged, { layer: { name, state, reason }, isCopy }: PlacedLayer): void {
    if (isUnread(state) === isUnread(before)) return;
    const why = reason === undefined ? '' : `: ${reason}`;
    if (isUnread(state)) {
      const trouble = isCopy ? `the copy in ${name} is behind` : `${name} ${UNREAD[state]}`;
      this.#log.write('error', trouble + why);
    } else if (isCopy) this.#log.write('info', `the copy in ${name} is up to date again`);
    else this.#log.write('info', `${name} is ${state} ${before === 'stale' ? 'again' : 'now'}`);
  }

  #logProblem({ problem: before }: Logged, { name, problem }: BackendStatus): void {
    if (problem !== undefined && problem !== before) this.#log.write('warn', `${name}: ${problem}`);
  }

  #logInvalid({ invalid: before }: Logged, { name, invalid }: BackendStatus): void {
    const fresh = invalid.filter((each) => before.get(each.name) !== each.problem);
    for (const each of fresh.slice(0, MAX_NAMED)) this.#log.write('warn', invalidText(each, name));
    const more = fresh.length - MAX_NAMED;
    if (more > 0) {
      this.#log.write('warn', `${more} more flags in ${name} are invalid; flags.status() lists them`);
    }
  }
}

function loggedOf({ state, problem, invalid }: BackendStatus): Logged {
  return { state, problem, invalid: new Map(invalid.map((each) => [each.name, each.problem])) };
}

function isUnread(state: BackendStatus['state']): state is 'stale' | 'failed' {
  return state === 'stale' || state === 'failed';
}

const UNREAD = { stale: 'is stale', failed: 'could not be read yet' } as const;

const SERVING: Readonly<Record<InvalidFlag['serving'], string>> = {
  previous: ' (its last valid definition answers)',
  // The problem says it.
  off: '',
  nothing: ' (a layer below answers, or the fallback)',
  definition: ' (its other rules answer)',
};

function invalidText({ name, problem, serving }: InvalidFlag, layer: string): string {
  if (!isSegmentName(name)) {
    return `flag ${show(name)} in ${layer} is invalid: ${problem}${SERVING[serving]}`;
  }
  const effect = serving === 'nothing' ? ' (rules that refer to it do not match)' : SERVING[serving];
  return `segment ${show(name.slice(SEGMENT_PREFIX.length))} in ${layer} is invalid: ${problem}${effect}`;
}

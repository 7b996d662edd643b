import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually, until } from '../support/until.js';
import type { AppFlags, AppProcess } from './app-process.js';
import type { Fault } from './fault.js';
import { p99 } from './percentile.js';
import { SteadyLoad } from './steady-load.js';
import { differences, store, storedFlags, type World } from './world.js';

/** Short, so that a test need not wait long, and still as an app may have them. */
const OPTIONS = { loadTimeoutMs: 1000, writeTimeoutMs: 1000, livePollMs: 1000, pollMs: 500, rewatchMs: 500 };
const QUIET_REQUESTS = 40;
/** No handler takes so long but by waiting; a request's whole way through a slow machine can take longer. */
const HANDLING_MS = 500;
const ANSWERING_MS = 1000;
const FLIP_MS = 300;
const REACTION_MS = 15_000;

/** What happened to the app of one client family. */
export interface Outcome {
  readonly client: string;
  /** What was not as it should be, the first thing. */
  readonly failure?: unknown;
  /** From the end of the fault until all was as it should be. */
  readonly recoveryMs: number;
  readonly quietP99Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
}

/** Puts an app of each client family through a fault; resolves with what each went through. */
export async function runFault(
  fault: Fault,
  apps: readonly AppProcess[],
  sync: 'announced' | 'plain',
): Promise<readonly Outcome[]> {
  const world = await fault.world();
  const trials = apps.map((app) => new Trial(fault, app, sync));
  const each = (step: (trial: Trial) => Promise<unknown>): Promise<unknown> =>
    Promise.all(trials.map((trial) => trial.attempt(() => step(trial))));
  const together = async (step: (opened: readonly AppFlags[]) => Promise<unknown>): Promise<void> => {
    try {
      await step(trials.flatMap(({ opened }) => opened ?? []));
    } catch (error) {
      await each(() => Promise.reject(error));
    }
  };
  const [answers, flips] = expectedAnswers(fault);
  try {
    await store(world, { gated: 'on', other: 'on' });
    if (fault.atBoot === true) await together(() => fault.during(world, []));
    await each((trial) => trial.begin(world));
    if (fault.atBoot !== true) await together((opened) => fault.during(world, opened));
    await each((trial) => trial.suffers(answers.at(-1)!));
    const flip = store(world, { gated: flips[0] });
    // While the fault lasts, if the server takes it.
    await Promise.race([flip, wait(FLIP_MS)]);
    await together((opened) => fault.heal(world, opened));
    for (const trial of trials) trial.healed();
    await together(() => flip);
    await each((trial) => trial.recovers(codeOf(flips[0])));
    await together(() => store(world, { gated: flips[1] }));
    await each((trial) => trial.isAsBefore(world, codeOf(flips[1])));
    await together((opened) => fault.check?.(world, opened) ?? Promise.resolve());
    await each((trial) => trial.served([...answers, codeOf(flips[0]), codeOf(flips[1])]));
  } finally {
    await Promise.all(trials.map((trial) => trial.end()));
    await world.stop();
  }
  return trials.map((trial) => trial.outcome());
}

type Text = 'on' | 'off';

/** What the gate is to answer up to the flip, and the text of the flip and of the one after it. */
function expectedAnswers(fault: Fault): [answers: readonly number[], flips: readonly [Text, Text]] {
  const answers = fault.answers ?? [fault.atBoot === true ? 404 : 200];
  return [answers, answers.at(-1) === 200 ? ['off', 'on'] : ['on', 'off']];
}

function codeOf(text: Text): number {
  return text === 'on' ? 200 : 404;
}

/** One app through one fault. Once something was not as it should be, the steps that follow are left out. */
class Trial {
  opened: AppFlags | undefined;
  readonly #fault: Fault;
  readonly #app: AppProcess;
  readonly #sync: 'announced' | 'plain';
  #failure: unknown;
  #load: SteadyLoad | undefined;
  #problemsBefore = 0;
  #quietTimes: readonly number[] = [];
  #healedAt = 0;
  #recoveryMs = NaN;

  constructor(fault: Fault, app: AppProcess, sync: 'announced' | 'plain') {
    this.#fault = fault;
    this.#sync = sync;
    this.#app = app;
  }

  async attempt(step: () => Promise<unknown>): Promise<void> {
    if (this.#failure !== undefined) return;
    try {
      await step();
    } catch (error) {
      this.#failure = error;
    }
  }

  /** The app opens its flags and is asked at a steady rate from then on. */
  async begin(world: World): Promise<void> {
    const { atBoot = false, options, login, file } = this.#fault;
    this.#problemsBefore = (await this.#app.problems()).length;
    this.opened = await this.#app.open({
      at: world.at,
      options: { ...OPTIONS, sync: this.#sync, ...options },
      ...(login ? { login } : {}),
      ...(file ? { file: file(this.#app.client) } : {}),
    });
    if (!atBoot) await this.opened.reaches('live');
    const load = new SteadyLoad(`${this.opened.url}/gated`, `${this.#app.origin}/plain`);
    this.#load = load;
    await eventually('there was a quiet time', () => load.count >= QUIET_REQUESTS, REACTION_MS);
    load.phase = 'fault';
    this.#quietTimes = await this.opened.times();
  }

  /** The fault shows, and the gate still answers as it should. */
  async suffers(answer: number): Promise<void> {
    const { state, reason } = this.#fault.expectState ?? { state: 'live' };
    await this.opened!.reaches(state, reason, REACTION_MS);
    await this.#answers(answer, REACTION_MS);
  }

  healed(): void {
    this.#healedAt = performance.now();
  }

  /** The flip made during the fault is seen, and the app says that all is well. */
  async recovers(answer: number): Promise<void> {
    const { boundMs } = this.#fault;
    await Promise.all([this.#answers(answer, boundMs), this.opened!.reaches('live', undefined, boundMs)]);
    this.#recoveryMs = performance.now() - this.#healedAt;
    expect(this.#recoveryMs, 'the time of the recovery').to.be.below(boundMs);
  }

  /** One more flip is seen, and the flags are those of the hash. */
  async isAsBefore(world: World, answer: number): Promise<void> {
    await this.#answers(answer, REACTION_MS);
    expect(differences(await this.opened!.texts(), await storedFlags(world))).to.deep.equal([]);
  }

  /** No request failed or waited, none was answered otherwise, and nothing was left uncaught. */
  async served(answers: readonly number[]): Promise<void> {
    const load = this.#load!;
    await load.stop();
    expect(load.failures, 'failed requests').to.deep.equal([]);
    expect(load.answers, 'answers of the gate').to.deep.equal(answers);
    const problems = (await this.#app.problems()).slice(this.#problemsBefore);
    expect(problems, 'what no handler caught').to.deep.equal([]);
    const times = await this.opened!.times();
    expect(times).not.to.be.empty;
    const handling = Math.max(HANDLING_MS, 3 * p99(this.#quietTimes));
    expect(p99(times), 'p99 of the time in the app').to.be.below(handling);
    // Who waits for a Redis that does not answer waits for so long.
    expect(Math.max(...times), 'the longest time in the app').to.be.below(OPTIONS.loadTimeoutMs);
    const alike = Math.max(load.p99('gated', 'quiet'), load.p99('plain', 'fault'));
    expect(load.p99('gated', 'fault'), 'p99 of the requests').to.be.below(Math.max(ANSWERING_MS, 3 * alike));
  }

  async end(): Promise<void> {
    await this.#load?.stop();
    await this.opened?.close().catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  outcome(): Outcome {
    return {
      client: this.#app.client,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
      recoveryMs: this.#recoveryMs,
      quietP99Ms: this.#load?.p99('gated', 'quiet') ?? NaN,
      p99Ms: this.#load?.p99('gated', 'fault') ?? NaN,
      requests: this.#load?.count ?? 0,
    };
  }

  async #answers(answer: number, ms: number): Promise<void> {
    const load = this.#load!;
    await until(
      `the gate answers ${answer}`,
      () => {
        if (load.answer === answer) return true;
        throw new Error(String(load.answer));
      },
      ms,
      10,
    );
  }
}

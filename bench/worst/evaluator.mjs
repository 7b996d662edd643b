import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { FLAG } from './world.mjs';

const START = Date.parse('2026-12-01T12:00:00Z');
const MINUTE = 60_000;

/** Loads worlds, one at a time, and times evaluations of their flag. */
export class Evaluator {
  #flags;
  #contexts;
  #now = START;
  #calls = 0;

  /** `{ problem, rejected: true }` when the library rejects this world, else `undefined`. */
  async load({ flags, contexts }) {
    await this.#flags?.close();
    this.#flags = undefined;
    this.#now = START;
    this.#calls = 0;
    this.#contexts = contexts.map((text) => JSON.parse(text));
    try {
      this.#flags = await FeatureFlags.open(new MemoryBackend(new Map(flags)), { clock: () => this.#now });
      return undefined;
    } catch (error) {
      return { problem: error.message, rejected: true };
    }
  }

  /** Evaluates up to `most` times within `ms`. Gives the times in milliseconds and how the last evaluation ended. */
  evaluate(most, ms) {
    const times = [];
    let evaluation;
    for (let total = 0; times.length < most && total < ms; total += times.at(-1)) {
      // Each evaluation falls into another minute, so that a result kept for the current one does not count.
      this.#now += MINUTE;
      const context = this.#contexts[this.#calls++ % this.#contexts.length];
      const took = startTimer();
      evaluation = this.#flags.evaluate(FLAG, context);
      times.push(took());
    }
    return { times, answer: evaluation.errorCode ?? evaluation.reason };
  }
}

/**
 * Starts; the function that it gives says how many milliseconds passed, or how many of them the process was running, if
 * these are fewer: the bars are absolute, and other processes must not count.
 */
function startTimer() {
  const processor = process.cpuUsage();
  const start = performance.now();
  return () => {
    const elapsed = performance.now() - start;
    const { user, system } = process.cpuUsage(processor);
    return Math.min(elapsed, (user + system) / 1000);
  };
}

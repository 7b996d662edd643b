import { startChild } from '../support/child.mjs';
import { median } from '../support/statistics.mjs';

const LOAD_MS = 60_000;
const MORE_MS = 2_000;

/** Times evaluations in a process of its own, which it ends and replaces when one takes too long or the process dies. */
export class Stopwatch {
  #child;

  /** `undefined` once the world is loaded, else why not: `{ problem, rejected }`. */
  async load(world) {
    this.#child ??= await startChild(new URL('trial.mjs', import.meta.url));
    const answer = await this.#ask({ load: world }, LOAD_MS);
    return typeof answer === 'string' ? { problem: `loading ${answer}`, rejected: false } : answer.refusal;
  }

  /**
   * Evaluates the world that was loaded: once, then up to `evaluations` times within 2 s. Resolves with the first time
   * (`cold`), the `median` of the others, and how it ended. After `capMs`, or when the process dies, the time is `Infinity`
   * and the answer says why.
   */
  async measure(evaluations, capMs) {
    const first = await this.#ask({ evaluate: [1, Infinity] }, capMs);
    if (typeof first === 'string') return { cold: Infinity, median: Infinity, evaluations: 0, answer: first };
    const [cold] = first.times;
    const more = await this.#ask({ evaluate: [evaluations, MORE_MS] }, capMs + 2 * MORE_MS);
    if (typeof more === 'string') return { cold, median: Infinity, evaluations: 0, answer: more };
    return { cold, median: median(more.times), evaluations: more.times.length, answer: more.answer };
  }

  async end() {
    await this.#child?.end();
    this.#child = undefined;
  }

  /** The answer of the process, or a few words when there is none. */
  async #ask(message, capMs) {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, capMs, `took over ${capMs / 1000} s`);
    });
    const answer = await Promise.race([this.#child.ask(message).catch(reasonOf), late]);
    clearTimeout(timer);
    if (typeof answer === 'string') await this.end();
    return answer;
  }
}

/** Why a process ended, from the message of `startChild`. */
function reasonOf(error) {
  return /heap|memory/i.test(error.message) ? 'ran out of memory' : 'ended the process';
}

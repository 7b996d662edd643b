import type { EvaluationContext, FeatureFlags, JsonValue } from '@halyard/core';
import { TestClock, testFlags } from '@halyard/core/testing';
import type { Format } from '@halyard/formats';
import { isDeepStrictEqual } from 'node:util';

/** What a case of a suite expects. */
export interface Expected {
  readonly value?: JsonValue | undefined;
  readonly isOn?: boolean | undefined;
  /** What the caller passes for a flag without an answer. @default null */
  readonly fallback?: JsonValue;
}

/** A document of another system after its import. */
export class Imported {
  readonly flags: FeatureFlags;
  readonly #problems: ReadonlyMap<string, string>;
  readonly #clock = new TestClock(Date.now());

  constructor(format: Format, document: JsonValue) {
    const { flags, problems } = format.read(document);
    this.#problems = new Map(problems.map(({ name, problem }) => [name, problem]));
    this.flags = testFlags(Object.fromEntries(flags), { clock: this.#clock.now, logger: false });
  }

  /** What is wrong with an answer, at a time in milliseconds since the epoch; `undefined` if it is as expected. */
  failure(
    name: string,
    context: EvaluationContext,
    { value, isOn, fallback = null }: Expected,
    at = Date.now(),
  ): string | undefined {
    const problem = this.#problems.get(name);
    if (problem !== undefined) return `refused: ${problem}`;
    this.#clock.set(at);
    const answer = this.flags.getDetails(name, fallback, context).value;
    if (value !== undefined && !isDeepStrictEqual(answer, value)) {
      return `${JSON.stringify(answer)} instead of ${JSON.stringify(value)}`;
    }
    if (isOn === undefined || this.flags.isEnabled(name, false, context) === isOn) return undefined;
    return isOn ? 'off instead of on' : 'on instead of off';
  }
}

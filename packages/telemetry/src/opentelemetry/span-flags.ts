import type { Evaluation } from '@halyard/core';
import type { Span } from './open-telemetry-api.js';

/** An SDK keeps 128 attributes of a span by default, and drops those that come later, such as the status of the answer. */
const MAX_FLAGS = 32;

/** A longer text is a configuration and not a variant. */
const LONGEST_VALUE = 128;

/** Notes on a span which flags were evaluated in it, with their last answers. */
export class SpanFlags {
  readonly #noted = new WeakMap<Span, Set<string>>();

  /** The names of flags that do not exist are left out, because they may come from a request. */
  note(span: Span | undefined, { flag, variant, value, errorCode }: Evaluation): void {
    if (errorCode === 'FLAG_NOT_FOUND' || span === undefined || !span.isRecording()) return;
    const answer = errorCode?.toLowerCase() ?? variant ?? value;
    if (typeof answer === 'object' || (typeof answer === 'string' && answer.length > LONGEST_VALUE)) return;
    let flags = this.#noted.get(span);
    if (flags === undefined) this.#noted.set(span, (flags = new Set()));
    if (flags.size >= MAX_FLAGS && !flags.has(flag)) return;
    flags.add(flag);
    span.setAttribute(`halyard.flag.${flag}`, answer);
  }
}

import type { AnswerOptions, DecisionOptions } from './gate-options.js';

/**
 * The four sorts of gate that every adapter makes: `flagGate` and `killSwitch` stand before the handlers, `wrapping`
 * holds its only handler (`whenEnabled(name, handler)`), `either` holds two (`whenEnabled(name, handler, otherwise)`).
 */
export type GateKind = 'flagGate' | 'killSwitch' | 'wrapping' | 'either';

/** What is particular about a sort of gate. */
export interface GateTraits {
  /** The function that the app calls, as errors name it. */
  readonly owner: string;
  /** Used where the options say nothing. */
  readonly defaults: Pick<DecisionOptions, 'enabled' | 'default'> & Pick<AnswerOptions, 'statusCode'>;
  /** `next()` in an `onClosed` function goes past what the gate closes, and not into it. @default false */
  readonly nextGoesPast?: boolean;
}

export const GATE_TRAITS: Readonly<Record<GateKind, GateTraits>> = {
  flagGate: { owner: 'makeFlagGate', defaults: {} },
  killSwitch: {
    owner: 'makeKillSwitch',
    // An unknown flag must not switch anything off, even where unknown flags count as on.
    defaults: { enabled: false, default: false, statusCode: 503 },
  },
  wrapping: { owner: 'whenEnabled', defaults: {}, nextGoesPast: true },
  either: { owner: 'whenEnabled', defaults: {} },
};

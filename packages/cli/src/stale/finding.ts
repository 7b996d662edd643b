/** Something to clear away. */
export interface Finding {
  readonly name: string;
  /**
   * `expired`: its day is past. `settled`: on for everyone, unchanged, for long. `unmentioned`: no source names it.
   * `unknown`: the source names it, and no store has it.
   */
  readonly reason: 'expired' | 'settled' | 'unmentioned' | 'unknown';
  /** The reason as half a sentence. */
  readonly why: string;
  /** Since when, in milliseconds since the epoch, where that is known. */
  readonly since?: number;
  /** Where the source names it: `src/shop.ts:12`. */
  readonly places?: readonly string[];
}

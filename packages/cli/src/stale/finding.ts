/** A flag to remove. */
export interface Finding {
  readonly name: string;
  /**
   * `expired`: the day in `expires` is past. `unused`: no process evaluated it for a long time. `settled`: on for everyone and
   * unchanged for a long time. `unmentioned`: not in the source. `unknown`: in the source, but not stored.
   */
  readonly reason: 'expired' | 'unused' | 'settled' | 'unmentioned' | 'unknown';
  /** The reason in words. */
  readonly why: string;
  /** Start of this state in milliseconds since the epoch, if known. */
  readonly since?: number;
  /** Places in the source that name the flag: `src/shop.ts:12`. */
  readonly places?: readonly string[];
}

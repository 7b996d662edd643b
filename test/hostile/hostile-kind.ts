import type { Random } from './random.js';

/** Makes a case and gives the function that tries it, which throws for what must not happen. What is made is not timed. */
export type MakeCase = (random: Random) => () => void | Promise<void>;

/** What Halyard is given of one kind. */
export interface HostileKind {
  /** What the cases are, in the plural. */
  readonly name: string;
  /** The longest time for which one may keep the process waiting, in milliseconds. */
  readonly limitMs: number;
  /** Opens what the cases are tried on. */
  open(): Promise<MakeCase>;
}

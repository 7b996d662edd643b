import type { RedisBackendOptions } from '@halyard/redis';
import type { Login } from '../support/redis-clients.js';
import type { AppFlags } from './app-process.js';
import type { World } from './world.js';

/**
 * One thing that can go wrong, to be befallen by an app of each client family at once. Before it the flag `gated` is on;
 * during it somebody turns `gated` over and goes on trying until it is taken; after `heal` each app must be as it was,
 * with the flip, within `boundMs`. From the first request to the last none may fail or wait.
 */
export interface Fault<W extends World = World> {
  readonly name: string;
  /** The servers that it befalls. */
  world(): Promise<W>;
  /** The fault is there from the start: it comes before the apps do. @default false */
  readonly atBoot?: boolean;
  readonly login?: Login;
  readonly options?: RedisBackendOptions;
  /** Where the apps keep their last known flags: a file for each client. */
  readonly file?: (client: string) => string;
  during(world: W, apps: readonly AppFlags[]): Promise<unknown>;
  /** What the apps say of themselves while it lasts. @default live */
  readonly expectState?: { readonly state: string; readonly reason?: RegExp };
  /** What the gate answers before the flip, one after the other. @default [200], and [404] of a fault from the start */
  readonly answers?: readonly number[];
  heal(world: W, apps: readonly AppFlags[]): Promise<unknown>;
  /** How long after `heal` everything is as it should be, in milliseconds. */
  readonly boundMs: number;
  /** What else must be true in the end. */
  check?(world: W, apps: readonly AppFlags[]): Promise<unknown>;
}

/** Says that `Fault` is of one kind of world, for the table of all. */
export function fault<W extends World>(described: Fault<W>): Fault {
  return described;
}

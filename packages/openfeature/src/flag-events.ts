import type { FlagsStatus } from '@halyard/core';
import type { AnyProviderEvent } from '@openfeature/server-sdk';
import type { AnyFlags } from './any-flags.js';
import { affectedFlags } from './changed-flags.js';
import type { ProviderEvents } from './provider-events.js';

/** What the SDK believes of a provider, once it is initialised. */
type ProviderState = 'PROVIDER_READY' | 'PROVIDER_STALE' | 'PROVIDER_ERROR';

/** Each state of a backend as OpenFeature calls it. */
const STATES = {
  live: 'PROVIDER_READY',
  polling: 'PROVIDER_READY',
  stale: 'PROVIDER_STALE',
  failed: 'PROVIDER_ERROR',
} as const satisfies Record<FlagsStatus['state'], ProviderState>;

/** Emits the state of the flags whenever it becomes another, and the names of the flags that changed. */
export class FlagEvents {
  readonly #flags: AnyFlags;
  readonly #events: ProviderEvents;
  readonly #stops: readonly (() => void)[];
  /** The names that changed in this turn of the event loop. */
  #changed = new Set<string>();
  #state: ProviderState;

  /** `known`: what the SDK believes already. */
  constructor(flags: AnyFlags, events: ProviderEvents, known: ProviderState) {
    this.#flags = flags;
    this.#events = events;
    this.#state = known;
    this.#stops = [
      flags.onStateChange((status) => this.#follow(status)),
      flags.onChange(({ name }) => this.#change(name)),
    ];
  }

  /** Emits the state of this moment, unless the SDK knows it. */
  check(): void {
    this.#follow(this.#flags.status());
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#changed.clear();
  }

  #follow({ state, reason }: FlagsStatus): void {
    const next = STATES[state];
    if (next === this.#state) return;
    this.#state = next;
    this.#events.emit(next as AnyProviderEvent, reason === undefined ? {} : { message: reason });
  }

  /** One event for all flags of a write or a load, which change one by one in the same turn. */
  #change(name: string): void {
    if (this.#changed.size === 0) queueMicrotask(() => this.#emitChanges());
    this.#changed.add(name);
  }

  #emitChanges(): void {
    if (this.#changed.size === 0) return;
    const flagsChanged = affectedFlags(this.#changed, this.#flags.snapshot.flags);
    this.#changed = new Set();
    this.#events.emit('PROVIDER_CONFIGURATION_CHANGED' as AnyProviderEvent, { flagsChanged });
  }
}

import { type FeatureFlags, type FlagTypes, HalyardError } from '@halyard/core';
import { checkService } from '@halyard/core/adapter';
import { checkOptions, messageOf } from '@halyard/core/store';
import type {
  EvaluationContext,
  FlagMetadata,
  FlagValue,
  JsonValue,
  Provider,
  ResolutionDetails,
  TrackingEventDetails,
} from '@openfeature/server-sdk';
import type { AnyFlags } from './any-flags.js';
import { FlagEvents } from './flag-events.js';
import { ProviderEvents } from './provider-events.js';
import { type HalyardProviderOptions, providerChecks } from './provider-options.js';
import { type ResolvedType, resolutionOf } from './resolution.js';
import { publishTracked } from './tracked-event.js';

/**
 * A provider for OpenFeature's server SDK that answers from the flags of this process, without I/O. Evaluations never
 * reject: trouble is an error code and the caller's default. The app opens and closes the flags; `onClose` only ends the
 * events.
 */
export class HalyardProvider<Types extends FlagTypes = FlagTypes> implements Provider {
  /** The provider's name in OpenFeature. */
  readonly metadata: { readonly name: 'halyard' } = { name: 'halyard' };
  /** It is for servers: web clients use OFREP. */
  readonly runsOn = 'server' as const;
  /** READY, STALE and ERROR follow the backend's state, CONFIGURATION_CHANGED the flags. */
  readonly events: NonNullable<Provider['events']>;
  readonly #events = new ProviderEvents();
  readonly #flags: AnyFlags;
  readonly #set: FlagMetadata;
  #following: FlagEvents | undefined;

  /** `flags`: from `FeatureFlags.open` or `FeatureFlags.lazy`. Throws `INVALID_OPTION` for a wrong option. */
  constructor(flags: FeatureFlags<Types>, options: HalyardProviderOptions = {}) {
    checkService('HalyardProvider', flags);
    checkOptions('HalyardProvider', options, providerChecks);
    this.events = this.#events;
    this.#flags = flags as unknown as AnyFlags;
    this.#set = Object.freeze({ flagSetId: options.flagSetId ?? flags.describe() });
  }

  /**
   * Resolves once the flags are loaded, at most the service's `startTimeoutMs` later. Rejects if they are not: the SDK then
   * reports ERROR, evaluations return what they can, and READY follows when a load succeeds. Rejects with the code
   * `PROVIDER_FATAL` if the flags are `required`, because they are closed then.
   */
  async initialize(): Promise<void> {
    try {
      await this.#flags.ready();
    } catch (error) {
      const fatal = new Error(`the flags could not be opened: ${messageOf(error)}`, { cause: error });
      throw Object.assign(fatal, { code: 'PROVIDER_FATAL' });
    }
    const { state, name, reason = 'no answer yet' } = this.#flags.status();
    const failed = state === 'failed';
    this.#following?.stop();
    const following = new FlagEvents(this.#flags, this.#events, failed ? 'PROVIDER_ERROR' : 'PROVIDER_READY');
    this.#following = following;
    if (failed) throw new HalyardError('NOT_READY', `${name} could not be read yet: ${reason}`);
    // The SDK emits READY by itself once this resolves. Flags that are stale already come after that.
    setImmediate(() => following.check());
  }

  /** Ends the events. The flags stay open. */
  async onClose(): Promise<void> {
    this.#following?.stop();
    this.#following = undefined;
  }

  /** Publishes the event on the diagnostics channel `halyard:track`. */
  track(name: string, context: EvaluationContext, details: TrackingEventDetails): void {
    publishTracked({ name, context, details });
  }

  /** The value of a flag that is a boolean. */
  async resolveBooleanEvaluation(
    name: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return this.#resolve(name, 'boolean', fallback, context);
  }

  /** The value of a flag that is text. */
  async resolveStringEvaluation(
    name: string,
    fallback: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return this.#resolve(name, 'string', fallback, context);
  }

  /** The value of a flag that is a number, whole or not. */
  async resolveNumberEvaluation(
    name: string,
    fallback: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return this.#resolve(name, 'number', fallback, context);
  }

  /** The value of a flag that is an object or a list, as the fallback is; with null as the fallback, of either. */
  async resolveObjectEvaluation<Value extends JsonValue>(
    name: string,
    fallback: Value,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<Value>> {
    return this.#resolve(name, 'object', fallback, context);
  }

  #resolve<Value extends FlagValue>(
    name: string,
    type: ResolvedType,
    fallback: Value,
    context: EvaluationContext,
  ): ResolutionDetails<Value> {
    const evaluation = this.#flags.getDetails(name, fallback as never, context);
    const version = this.#flags.definition(name)?.version;
    return resolutionOf(evaluation, type, fallback, version, this.#set);
  }
}

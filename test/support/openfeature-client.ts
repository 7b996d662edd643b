import { type Backend, FeatureFlags, type FeatureFlagsOptions, MemoryBackend } from '@halyard/core';
import { HalyardProvider, type HalyardProviderOptions } from '@halyard/openfeature';
import {
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type EventDetails,
  type JsonValue,
  OpenFeatureAPI,
  ProviderEvents,
} from '@openfeature/server-sdk';

// The SDK means it to be one for the process; tests have one each.
const IsolatedAPI = OpenFeatureAPI as unknown as new () => OpenFeatureAPI;

const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** The types that the scenarios of OpenFeature speak of. JavaScript has one type of number. */
export type FlagType = 'Boolean' | 'String' | 'Integer' | 'Float' | 'Object';

/** A provider over flags of its own, in an OpenFeature of its own, with its client and the events that the client got. */
export class OpenFeatureClient {
  readonly flags: FeatureFlags;
  readonly provider: HalyardProvider;
  readonly api = new IsolatedAPI();
  readonly client: Client;
  readonly events: { readonly type: ProviderEvents; readonly details: EventDetails }[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(flags: FeatureFlags, options?: HalyardProviderOptions) {
    this.flags = flags;
    this.provider = new HalyardProvider(flags, options);
    this.api.setLogger(SILENT);
    this.client = this.api.getClient();
    for (const type of Object.values(ProviderEvents)) {
      this.client.addHandler(type as ProviderEvents.Ready, (details) => {
        this.events.push({ type, details: details as EventDetails });
        for (const look of this.#waiting) look();
      });
    }
  }

  /** The provider is registered, and ready. */
  static async ready(
    definitions: Readonly<Record<string, unknown>>,
    options?: HalyardProviderOptions,
  ): Promise<OpenFeatureClient> {
    const flags = await FeatureFlags.open(new MemoryBackend(definitions as never), { logger: false });
    const made = new OpenFeatureClient(flags, options);
    await made.api.setProviderAndWait(made.provider);
    made.events.length = 0;
    return made;
  }

  /** The provider is not registered yet. */
  static over(backend: Backend, options?: Omit<FeatureFlagsOptions, 'flags'>): OpenFeatureClient {
    return new OpenFeatureClient(FeatureFlags.lazy(backend, { logger: false, ...options }));
  }

  details(
    type: FlagType,
    name: string,
    fallback: JsonValue,
    context?: EvaluationContext,
  ): Promise<EvaluationDetails<JsonValue>> {
    if (type === 'Boolean') return this.client.getBooleanDetails(name, fallback as boolean, context);
    if (type === 'String') return this.client.getStringDetails(name, fallback as string, context);
    if (type === 'Object') return this.client.getObjectDetails(name, fallback, context);
    return this.client.getNumberDetails(name, fallback as number, context);
  }

  /** Resolves with the first event of this type, past or to come. */
  async event(type: ProviderEvents): Promise<EventDetails> {
    const found = () => this.events.find((event) => event.type === type);
    if (found() === undefined) {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (found() === undefined) return;
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
    return found()!.details;
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.flags.close();
  }
}

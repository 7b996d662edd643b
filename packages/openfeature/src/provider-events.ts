import type {
  AnyProviderEvent,
  EventContext,
  EventHandler,
  Logger,
  ProviderEventEmitter,
} from '@openfeature/server-sdk';

/**
 * The events of a provider. The SDK asks for an emitter of this shape; having it here keeps the SDK out of the
 * dependencies. A handler that throws or rejects keeps none of the others from running.
 */
export class ProviderEvents implements ProviderEventEmitter<AnyProviderEvent> {
  readonly #handlers = new Map<AnyProviderEvent, EventHandler[]>();
  #logger: Logger | undefined;

  emit(eventType: AnyProviderEvent, context?: EventContext): void {
    for (const handler of this.getHandlers(eventType)) void this.#call(handler, context);
  }

  addHandler(eventType: AnyProviderEvent, handler: EventHandler): void {
    this.#handlers.set(eventType, [...this.getHandlers(eventType), handler]);
  }

  /** Removes it once, where it was added several times. */
  removeHandler(eventType: AnyProviderEvent, handler: EventHandler): void {
    const handlers = this.getHandlers(eventType);
    const index = handlers.lastIndexOf(handler);
    if (index >= 0) this.#handlers.set(eventType, handlers.toSpliced(index, 1));
  }

  removeAllHandlers(eventType?: AnyProviderEvent): void {
    if (eventType === undefined) this.#handlers.clear();
    else this.#handlers.delete(eventType);
  }

  getHandlers(eventType: AnyProviderEvent): EventHandler[] {
    return [...(this.#handlers.get(eventType) ?? [])];
  }

  setLogger(logger: Logger): this {
    this.#logger = logger;
    return this;
  }

  async #call(handler: EventHandler, context: EventContext | undefined): Promise<void> {
    try {
      // The SDK adds the name of the provider for the handlers of the app.
      await handler(context as Parameters<EventHandler>[0]);
    } catch (error) {
      this.#logger?.error('a handler of a provider event threw:', error);
    }
  }
}

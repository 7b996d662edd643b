/** The queue limit in bytes. A client that lets its queue grow beyond it is dropped. Larger than a ring of events. */
const QUEUE_BYTES = 2 * 1024 * 1024;

/** The shortest life of a stream, as a part of its longest: clients that came together do not all come again together. */
const SHORTEST_LIFE = 0.8;

/** One open event stream. Ends itself if its client is too slow. Its queue limit bounds the memory. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** When it should end, on the clock of `performance.now()`. */
  readonly endsAt: number;
  readonly #ended: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** `lifetimeMs` is the longest time until `endsAt`. Calls `ended` once, for any end of the stream. */
  constructor(lifetimeMs: number, ended: () => void) {
    const share = SHORTEST_LIFE + (1 - SHORTEST_LIFE) * Math.random();
    this.endsAt = performance.now() + lifetimeMs * share;
    this.#ended = ended;
    this.body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (this.#controller = controller), cancel: () => this.#end() },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
    );
  }

  /** Sends bytes. If the client has not read its queue, the stream breaks and the client reconnects. */
  send(bytes: Uint8Array): void {
    if (this.#controller === undefined) return;
    if (this.#controller.desiredSize! > 0) return this.#controller.enqueue(bytes);
    const controller = this.#controller;
    this.#end();
    controller.error(new Error('the client does not read'));
  }

  /** Ends the stream normally: the client gets its queue and reconnects. */
  close(): void {
    const controller = this.#controller;
    this.#end();
    controller?.close();
  }

  #end(): void {
    if (this.#controller === undefined) return;
    this.#controller = undefined;
    this.#ended();
  }
}

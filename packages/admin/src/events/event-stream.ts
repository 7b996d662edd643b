/** How much is kept for a client that does not read before it is dropped; more than a ring of events holds. */
const QUEUE_BYTES = 2 * 1024 * 1024;

/** One open stream of events. Ends itself when its client is too slow; memory is bounded by what it may queue. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly openedAt: number = performance.now();
  readonly #ended: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** `ended` is called once, however the stream ends. */
  constructor(ended: () => void) {
    this.#ended = ended;
    this.body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (this.#controller = controller), cancel: () => this.#end() },
      new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
    );
  }

  /** Sends bytes, unless the client has not read what it was sent before: then the stream breaks, and it comes back. */
  send(bytes: Uint8Array): void {
    if (this.#controller === undefined) return;
    if (this.#controller.desiredSize! > 0) return this.#controller.enqueue(bytes);
    const controller = this.#controller;
    this.#end();
    controller.error(new Error('the client does not read'));
  }

  /** Ends the stream in good order: the client gets what is queued, and comes back. */
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

import { TOKENS } from './admin-server.js';

/** One event as it came. */
export interface ReceivedEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly id: string | undefined;
}

/** A client of Server-Sent Events that reads when it is asked, and remembers where it stood. */
export class EventClient {
  lastId: string | undefined;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #controller: AbortController;
  #text = '';

  private constructor(
    body: ReadableStream<Uint8Array>,
    controller: AbortController,
    lastId: string | undefined,
  ) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#controller = controller;
    this.lastId = lastId;
  }

  /** Opens a stream, from after `lastId` if it is given. */
  static open(origin: string, lastId?: string, token: string = TOKENS.reader): Promise<EventClient> {
    return this.#open(`${origin}/api/v1/events`, { Authorization: `Bearer ${token}` }, lastId);
  }

  /** Opens the stream at a URL that needs no token. */
  static openUrl(url: string, lastId?: string): Promise<EventClient> {
    return this.#open(url, {}, lastId);
  }

  static async #open(
    url: string,
    headers: Readonly<Record<string, string>>,
    lastId: string | undefined,
  ): Promise<EventClient> {
    const controller = new AbortController();
    const response = await fetch(url, {
      headers: { ...headers, ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }) },
      signal: controller.signal,
    });
    if (response.status !== 200) throw new Error(`the stream was answered ${response.status}`);
    return new EventClient(response.body!, controller, lastId);
  }

  /** The next event of this kind, others passed over; `undefined` when the stream ends. */
  async next(event: string): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.#reader.read();
        if (done) return undefined;
        this.#text += value;
        continue;
      }
      const fields = fieldsOf(this.#text.slice(0, end));
      this.#text = this.#text.slice(end + 2);
      this.lastId = fields.get('id') ?? this.lastId;
      if (fields.get('event') !== event) continue;
      return { event, data: JSON.parse(fields.get('data')!) as ReceivedEvent['data'], id: fields.get('id') };
    }
  }

  close(): void {
    this.#reader.cancel().catch(() => {});
    this.#controller.abort();
  }
}

function fieldsOf(block: string): Map<string, string> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

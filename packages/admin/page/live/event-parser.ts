/** One event of a stream. */
export interface ServerEvent {
  /** `message` when the stream does not say. */
  readonly event: string;
  /** `undefined` when it has none: then only its id counts. */
  readonly data: string | undefined;
  /** The id to come back with: this event's own, or the last one before it. */
  readonly lastEventId: string | undefined;
}

/**
 * Takes the text of a stream of Server-Sent Events apart, in pieces as they arrive (HTML Standard, "Interpreting an event
 * stream"). An id without data is given too, since a stream says so where it begins; comments and `retry` are passed over.
 */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string | undefined;
  #hasNewId = false;

  /** The events that this piece completes. */
  push(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') events.push(...this.#dispatch());
      else this.#take(line);
    }
    return events;
  }

  #take(line: string): void {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
      this.#hasNewId = true;
    }
  }

  #dispatch(): ServerEvent[] {
    const isEmpty = this.#data.length === 0;
    const event: ServerEvent = {
      event: this.#event || 'message',
      data: isEmpty ? undefined : this.#data.join('\n'),
      lastEventId: this.#id,
    };
    const isNews = !isEmpty || this.#hasNewId;
    this.#event = '';
    this.#data = [];
    this.#hasNewId = false;
    return isNews ? [event] : [];
  }
}

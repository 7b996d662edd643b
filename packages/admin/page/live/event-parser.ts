/** One event of a stream. */
export interface ServerEvent {
  /** The name of the event; the default is `message`. */
  readonly event: string;
  /** `undefined` if it has no data. Then only its id counts. */
  readonly data: string | undefined;
  /** The id for reconnecting: the id of this event, or the last one before it. */
  readonly lastEventId: string | undefined;
}

/**
 * Parses a stream of Server-Sent Events, piece by piece (HTML Standard, "Interpreting an event stream"). Also returns an id
 * without data, because a stream begins with one. Ignores comments and `retry`.
 */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string | undefined;
  #hasNewId = false;

  /** The events completed by this piece. */
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

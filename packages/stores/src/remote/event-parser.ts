/** One event of a stream. */
export interface ServerEvent {
  readonly event: string;
  /** Empty for an id without data: a stream begins with one. */
  readonly data: string;
  /** Its own id; `undefined` if it has none. */
  readonly id: string | undefined;
}

/** Reads a stream of Server-Sent Events, piece by piece (HTML Standard, "Interpreting an event stream"). */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string | undefined;

  /** The events that this piece completes. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') events.push(...this.#end());
      else this.#take(line);
    }
    return events;
  }

  #take(line: string): void {
    const [, field, value = ''] = /^([^:]*)(?::\x20?(.*))?$/s.exec(line)!;
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }

  #end(): ServerEvent[] {
    const event = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    this.#event = '';
    this.#data = [];
    this.#id = undefined;
    return event.data === '' && event.id === undefined ? [] : [event];
  }
}

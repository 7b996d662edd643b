import type { Terminal } from './terminal.js';

/** Shows progress on one line of a terminal, and clears the line at the end. Prints nothing if the stream is not a terminal. */
export class Progress {
  readonly #stream: Terminal['stderr'];
  readonly #what: string;
  #shown = -1;

  constructor(stream: Terminal['stderr'], what: string) {
    this.#stream = stream;
    this.#what = what;
  }

  show(done: number, total: number): void {
    const percent = Math.floor((done / total) * 100);
    if (!this.#stream.isTTY || percent === this.#shown) return;
    this.#shown = percent;
    this.#stream.write(`\r\u001b[K${this.#what} ${done} of ${total} (${percent} %)`);
  }

  end(): void {
    if (this.#shown !== -1) this.#stream.write('\r\u001b[K');
  }
}

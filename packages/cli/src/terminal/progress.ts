import type { Terminal } from './terminal.js';

/** Says on a terminal how far something is, on one line that goes when it is done. Elsewhere it says nothing. */
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

const CLOSINGS: Readonly<Record<string, RegExp>> = {
  "'": /[^'\\\n]*(?:\\.[^'\\\n]*)*'/y,
  '"': /[^"\\\n]*(?:\\.[^"\\\n]*)*"/y,
  '`': /[^`\\]*(?:\\[^][^`\\]*)*`/y,
};

/** Finds the ends of string literals and comments in one text, in linear time for all of them together. */
export class LiteralScanner {
  readonly #code: string;
  /** Where, for each quote, one that opens has no end before: an escape in between would be one for any later quote too. */
  readonly #openUntil = new Map<string, number>();
  #lastComment: number | undefined;

  constructor(code: string) {
    this.#code = code;
  }

  /** After the closing quote of the literal that begins at `start`; `undefined` if none begins there. */
  endOfText(start: number): number | undefined {
    const quote = this.#code[start] ?? '';
    const closing = CLOSINGS[quote];
    if (closing === undefined || start < (this.#openUntil.get(quote) ?? 0)) return undefined;
    closing.lastIndex = start + 1;
    if (closing.test(this.#code)) return closing.lastIndex;
    const line = quote === '`' ? -1 : this.#code.indexOf('\n', start);
    this.#openUntil.set(quote, line === -1 ? this.#code.length : line);
    return undefined;
  }

  /** The end of the comment that begins at `start`; `undefined` if none begins there. */
  endOfComment(start: number): number | undefined {
    if (this.#code.startsWith('//', start)) {
      const line = this.#code.indexOf('\n', start);
      return line === -1 ? this.#code.length : line;
    }
    this.#lastComment ??= this.#code.lastIndexOf('*/');
    if (!this.#code.startsWith('/*', start) || start + 2 > this.#lastComment) return undefined;
    return this.#code.indexOf('*/', start + 2) + 2;
  }
}

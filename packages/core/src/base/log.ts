import { escapeInvisible } from './invisible.js';
import { type Logger, STANDARD_ERROR } from './logger.js';

/** The longest line, in characters: the message of a store's error may be a whole page. */
const MAX_LENGTH = 1000;

/** Writes lines that begin with `halyard: ` to a logger. A logger that throws or rejects is ignored. */
export class Log {
  readonly #logger: Logger | undefined;

  /** `false`: writes nothing. @default standard error */
  constructor(logger: Logger | false = STANDARD_ERROR) {
    this.#logger = logger === false ? undefined : logger;
  }

  /** Whether nothing is written, so that no text need be made. */
  get isSilent(): boolean {
    return this.#logger === undefined;
  }

  /** Writes one line, whatever the text holds. */
  write(level: keyof Logger, text: string): void {
    if (this.#logger === undefined) return;
    const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
    try {
      const written = this.#logger[level](`halyard: ${escapeInvisible(short)}`);
      if (written instanceof Promise) written.catch(() => {});
    } catch {
      // A broken logger must not break what only wanted to log.
    }
  }
}

import type { OptionCheck } from './options.js';

/** Where lines go. `console`, and the loggers of pino and winston, are such objects. */
export interface Logger {
  /** Takes the end of a trouble: a backend is read again. */
  info(line: string): unknown;
  /** Takes what the program or a stored flag should do better, such as an unknown flag or an invalid text. */
  warn(line: string): unknown;
  /** Takes trouble that lasts: a backend that can't be read. */
  error(line: string): unknown;
}

/** Standard error. Looked up at each line, since the program may replace the functions of the console. */
export const STANDARD_ERROR: Logger = {
  // `console.info` would write to standard output, which belongs to the program.
  info: (line) => console.warn(line),
  warn: (line) => console.warn(line),
  error: (line) => console.error(line),
};

const LEVELS = ['info', 'warn', 'error'] as const satisfies readonly (keyof Logger)[];

/** The check of an option that is a logger, or `false` for none. */
export const isLoggerOrFalse: OptionCheck = (value) =>
  value === false || isLogger(value)
    ? undefined
    : 'false or an object with the functions info, warn and error';

function isLogger(value: unknown): boolean {
  const isObject = (typeof value === 'object' || typeof value === 'function') && value !== null;
  return isObject && LEVELS.every((level) => typeof (value as Partial<Logger>)[level] === 'function');
}

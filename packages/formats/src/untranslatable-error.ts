/** A flag can't be translated exactly. */
export class UntranslatableError extends Error {
  override readonly name = 'UntranslatableError';

  /** `what` is a sentence; `path` says where. */
  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
  }
}

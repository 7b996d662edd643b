/** The other format can't express this. */
export class Untranslatable extends Error {
  /** `what` is a sentence; `path` says where. */
  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.name = 'Untranslatable';
  }
}

/** Something that the other format has no way to say. */
export class Untranslatable extends Error {
  /** `what` is a sentence; `path` says where. */
  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.name = 'Untranslatable';
  }
}

/** A file's text that flags are read from and written to, everything else about it kept as far as possible. */
export interface FlagDocument {
  /** Every name with its text. */
  texts(): Map<string, string>;
  set(name: string, text: string): void;
  delete(name: string): void;
  toString(): string;
}

/** A key that is not a flag: it tells an editor which schema checks the file. */
export const SCHEMA_KEY = '$schema';

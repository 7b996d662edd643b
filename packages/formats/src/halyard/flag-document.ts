/** A file's text that flags are read from and written to, everything else about it kept as far as possible. */
export interface FlagDocument {
  /** Every name with its text. */
  texts(): Map<string, string>;
  /** Gives a flag another text, or adds it. Throws if YAML can't say it without changing another flag. */
  set(name: string, text: string): void;
  /** Removes a flag, if it is there. Throws as `set` does. */
  delete(name: string): void;
  /** The file's text with all changes. */
  toString(): string;
}

/** A key that is not a flag: it tells an editor which schema checks the file. */
export const SCHEMA_KEY = '$schema';

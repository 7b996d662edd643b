import type { FlagSource, JsonValue } from '@halyard/core';

/** A flag that could not be translated. */
export interface FlagProblem {
  /** The name of the flag or segment. */
  readonly name: string;
  /** The reason, as a sentence. */
  readonly problem: string;
}

/** The flags of a document. */
export interface ReadFlags {
  /** The flags by name, and segments as `$segment.<name>`. They are not validated. */
  readonly flags: ReadonlyMap<string, FlagSource>;
  /** What `flags` lacks, with the reasons. */
  readonly problems: readonly FlagProblem[];
}

/** Flags as a document of a format. */
export interface WrittenFlags {
  /** The document, to be printed as JSON or YAML. */
  readonly document: { readonly [key: string]: JsonValue };
  /** The flags and segments that the document lacks, with the reasons. */
  readonly problems: readonly FlagProblem[];
}

/** What the entry point of each format exports. */
export interface Format {
  /** Whether a document is probably of this format. Looks at its shape only. */
  readonly detect: (document: JsonValue) => boolean;
  /** The flags of a document. Throws an error with a sentence if the document as a whole is not of this format. */
  readonly read: (document: JsonValue) => ReadFlags;
}

/** What the entry point of a format exports that flags can be written in. */
export interface WritableFormat extends Format {
  /** Flags and segments, as they are stored, as a document. */
  readonly write: (flags: Iterable<readonly [name: string, text: string]>) => WrittenFlags;
}

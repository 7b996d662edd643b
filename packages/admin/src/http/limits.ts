/** The maximum size of a body in bytes. */
export const BODY_LIMIT: number = 1024 * 1024;

/** The maximum nesting of a body: the limit of a definition plus its wrapper. */
export const BODY_DEPTH = 40;

/** The maximum number of members of an object in a body, and of items of a list: that of the flags of an import. */
export const BODY_MEMBERS = 100_000;

/** The maximum size of an import's body in bytes. */
export const IMPORT_LIMIT: number = 10 * 1024 * 1024;

/** The maximum size of a context in bytes of JSON, of one text in it in UTF-16 units, and of one list in it in items. */
export const CONTEXT_LIMITS = { bytes: 64 * 1024, text: 8192, list: 2000 } as const;

/** The maximum size in bytes of a body that is nothing but a context: the context, and white space. */
export const CONTEXT_BODY_LIMIT: number = 2 * CONTEXT_LIMITS.bytes;

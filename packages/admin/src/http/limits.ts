/** The maximum size of a body in bytes. */
export const BODY_LIMIT: number = 1024 * 1024;

/** The maximum size of an import's body in bytes. */
export const IMPORT_LIMIT: number = 10 * 1024 * 1024;

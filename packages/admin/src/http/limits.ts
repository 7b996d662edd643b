/** How large a body may be, in bytes. */
export const BODY_LIMIT: number = 1024 * 1024;

/** How large the body of an import may be, in bytes. */
export const IMPORT_LIMIT: number = 10 * 1024 * 1024;

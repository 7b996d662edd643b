/** The version of the schema that this version of Halyard needs. A later one must do as well: it only adds. */
export const SCHEMA_VERSION = 1;

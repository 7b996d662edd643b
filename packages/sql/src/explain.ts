import { isHalyardError } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
import { NoConnectionError } from './connections/connection.js';
import type { Dialect } from './dialects/dialect.js';
import { OldSchemaError } from './read-flags.js';

const MIGRATE = 'run "halyard sql migrate --url <url>"';

/** Why the database failed, as a sentence for an operator. */
export function explain(error: unknown, dialect: Dialect, table: string): string {
  if (error instanceof NoConnectionError) return explain(error.cause, dialect, table);
  if (isHalyardError(error)) return error.message;
  if (error instanceof OldSchemaError)
    return `the table "${table}" is not up to date: ${error.message}; ${MIGRATE}`;
  const { title } = dialect;
  const message = plainMessage(error);
  const said = `${title} answers "${message}"`;
  switch (dialect.trouble(error)) {
    case 'no-table':
      return `the table "${table}" or a part of it does not exist: ${MIGRATE} (${said})`;
    case 'no-database':
      return `the database does not exist: ${said}`;
    case 'credentials':
      return `${title} does not accept the credentials: ${said}`;
    case 'forbidden':
      return `the user may not do this: ${said}; docs/sql.md#permissions has the rights to grant`;
    case 'read-only':
      return `the database is read-only: ${said}`;
    case 'busy':
    case 'held':
      return `another transaction holds the flags: ${said}`;
    case undefined:
      return `${title} can't be reached (${message})`;
    default:
      return said;
  }
}

/** A host name with several addresses fails with one error that holds one for each address and has no message. */
function plainMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return plainMessage(error.errors[0]);
  const { code = 'no message' } = error as { readonly code?: string };
  return messageOf(error) || code;
}

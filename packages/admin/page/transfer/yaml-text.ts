import type { JsonValue } from '@halyard/core';
import { parseDocument } from 'yaml';

/** The value that a text in YAML 1.2 says. Throws an error with a sentence that has the line and column. */
export function readYaml(text: string): JsonValue {
  const document = parseDocument(text, { schema: 'core' });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message.split('\n')[0]);
  return document.toJS({ maxAliasCount: 100 }) as JsonValue;
}

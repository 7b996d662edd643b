import type { JsonValue } from '@halyard/core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { UnleashContext } from './unleash-context.js';

/** A file of Unleash's client specification. */
export interface Specification {
  readonly state: JsonValue;
  readonly tests?: readonly Case<boolean>[];
  readonly variantTests?: readonly VariantCase[];
}

/** A question and the answer. */
export interface Case<Result> {
  readonly description: string;
  readonly context: UnleashContext;
  readonly toggleName: string;
  readonly expectedResult: Result;
}

/** A question for a variant. */
export type VariantCase = Case<{
  readonly name: string;
  readonly payload?: { readonly value: string };
  readonly enabled: boolean;
  readonly feature_enabled: boolean;
}>;

const require = createRequire(import.meta.url);

/** The names of all files. */
export const SPECIFICATION_FILES =
  require('@unleash/client-specification/specifications/index.json') as readonly string[];

/** Reads a file. */
export function specification(file: string): Specification {
  const path = require.resolve(`@unleash/client-specification/specifications/${file}`);
  return JSON.parse(readFileSync(path, 'utf8')) as Specification;
}

import type { JsonValue } from '@halyard/core';
import type { ManifestFlag, ManifestType } from './manifest-flag.js';

/** A manifest file of the OpenFeature CLI, from which it generates typed clients. */
export interface ManifestDocument {
  /** The schema of the file, for editors. */
  readonly $schema: string;
  /** The flags by name. */
  readonly flags: Readonly<
    Record<
      string,
      { readonly flagType: ManifestType; readonly defaultValue: JsonValue; readonly description?: string }
    >
  >;
}

const SCHEMA = 'https://raw.githubusercontent.com/open-feature/cli/main/schema/v0/flag-manifest.json';

/** The file of these flags. */
export function manifestDocument(flags: readonly ManifestFlag[]): ManifestDocument {
  const entries = flags.map(({ key, type, ...rest }): [string, ManifestDocument['flags'][string]] => [
    key,
    { flagType: type, ...rest },
  ]);
  return { $schema: SCHEMA, flags: Object.fromEntries(entries) };
}

import type { FeatureFlags } from '@halyard/core';
import { canonicalName, didYouMean, isPermanent } from '@halyard/core/store';
import { namesOf } from '../flags/find-flag.js';
import type { Finding } from './finding.js';
import { sourceFiles } from './source-files.js';
import { sourceNames } from './source-names.js';

/** The flags that these folders do not mention, and the names in them that are not stored. Skips permanent flags. */
export async function sourceFindings(flags: FeatureFlags, folders: readonly string[]): Promise<Finding[]> {
  const source = await readSource(folders);
  const unmentioned = flags
    .all()
    .filter(({ name, definition }) => !isPermanent(definition) && !source.words.has(name))
    .map(({ name }): Finding => ({ name, reason: 'unmentioned', why: 'no source mentions it' }));
  const unknown = unstored(flags, source).map(({ name, places }): Finding => {
    const why = `not stored, but named at ${places[0]}${didYouMean(name, namesOf(flags))}`;
    return { name, reason: 'unknown', why, places };
  });
  return [...unmentioned, ...unknown];
}

/** A flag that source files evaluate or declare, but that is not stored. */
export interface UnstoredFlag {
  readonly name: string;
  /** Where: `src/shop.ts:12`. */
  readonly places: readonly string[];
}

/** The flags that these folders evaluate or declare and that are not stored, by name in code-unit order. */
export async function unstoredFlags(
  flags: FeatureFlags,
  folders: readonly string[],
): Promise<readonly UnstoredFlag[]> {
  return unstored(flags, await readSource(folders)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Source {
  /** Every word in the files. */
  readonly words: ReadonlySet<string>;
  /** Where each flag is evaluated or declared. */
  readonly places: ReadonlyMap<string, readonly string[]>;
}

async function readSource(folders: readonly string[]): Promise<Source> {
  const words = new Set<string>();
  const places = new Map<string, string[]>();
  for (const folder of folders) {
    for await (const file of sourceFiles(folder)) {
      const found = sourceNames(file);
      for (const word of found.words) words.add(word).add(canonicalName(word));
      for (const { name, line } of found.asked) {
        const where = places.get(name) ?? [];
        where.push(`${file.path}:${line}`);
        places.set(name, where);
      }
    }
  }
  return { words, places };
}

function unstored(flags: FeatureFlags, { places }: Source): UnstoredFlag[] {
  return [...places].filter(([name]) => !flags.has(name)).map(([name, where]) => ({ name, places: where }));
}

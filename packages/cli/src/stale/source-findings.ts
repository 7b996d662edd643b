import type { FeatureFlags } from '@halyard/core';
import { canonicalName, didYouMean, isPermanent } from '@halyard/core/store';
import { namesOf } from '../flags/find-flag.js';
import type { Finding } from './finding.js';
import { sourceFiles } from './source-files.js';
import { sourceNames } from './source-names.js';

/** The flags that these folders do not mention, and the names in them that are not stored. Skips permanent flags. */
export async function sourceFindings(flags: FeatureFlags, folders: readonly string[]): Promise<Finding[]> {
  const words = new Set<string>();
  const places = new Map<string, string[]>();
  for (const folder of folders) {
    for await (const file of sourceFiles(folder)) {
      const found = sourceNames(file);
      for (const word of found.words) words.add(word).add(canonicalName(word));
      for (const { name, line } of found.asked) {
        places.set(name, [...(places.get(name) ?? []), `${file.path}:${line}`]);
      }
    }
  }
  const unmentioned = flags
    .all()
    .filter(({ name, definition }) => !isPermanent(definition) && !words.has(name))
    .map(({ name }): Finding => ({ name, reason: 'unmentioned', why: 'no source mentions it' }));
  const unknown = [...places]
    .filter(([name]) => !flags.has(name))
    .map(([name, where]): Finding => {
      const why = `not stored, but named at ${where[0]}${didYouMean(name, namesOf(flags))}`;
      return { name, reason: 'unknown', why, places: where };
    });
  return [...unmentioned, ...unknown];
}

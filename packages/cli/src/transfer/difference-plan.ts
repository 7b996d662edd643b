import type { ImportPlan } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';
import { didYouMean, isReserved, show } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { isNew, namesOf, storedName, unusableFlags } from '../flags/find-flag.js';
import { missingReference } from '../flags/missing-reference.js';

/** What to compare. */
export interface DifferenceOptions {
  /** Only these flags and segments. @default all */
  readonly names: readonly string[];
  /** Whether the flags that only `to` has are deleted there. @default false */
  readonly replace?: boolean;
  /** Whether flags with problems are left out, instead of being problems of the plan. @default false */
  readonly skip?: boolean;
}

/**
 * Plans the changes that make the flags of `to` those of `from`. Each change requires the version that `to` has now. A flag of
 * `from` whose text is invalid changes nothing. Fails for a name that neither has.
 */
export async function planDifference(
  from: FeatureFlags,
  to: FeatureFlags,
  { names, replace = false, skip = false }: DifferenceOptions,
): Promise<ImportPlan> {
  const { exportTexts, planImport } = await import('@halyard/admin');
  const wanted = new Set(names.map((name) => nameIn(from, to, name)));
  const isWanted = (name: string): boolean => names.length === 0 || wanted.has(name);
  const flags = new Map([...exportTexts(from)].filter(([name]) => isWanted(name) && !isReserved(name)));
  const problems = unusableFlags(from).filter(({ name }) => isWanted(name));
  const plan = await planImport(to, { flags, problems }, { replace, skip });
  return { ...plan, changes: plan.changes.filter(({ name }) => isWanted(name)) };
}

/** The references of flags in `to` that would lead nowhere after the changes, as sentences. */
export async function brokenReferences(
  { changes }: ImportPlan,
  from: FeatureFlags,
  to: FeatureFlags,
): Promise<string[]> {
  const { namesIn } = await import('@halyard/admin');
  const after = new Map([...to.all(), ...to.segments()].map((flag) => [flag.name, flag]));
  const deleted = new Set<string>();
  const written: Flag[] = [];
  for (const { name, change } of changes) {
    const flag = change === 'delete' ? undefined : from.definition(name);
    if (flag === undefined) {
      deleted.add(name);
      after.delete(name);
    } else {
      written.push(flag);
      after.set(name, flag);
    }
  }
  const exists = (name: string): boolean =>
    [name, storedName(from, name), storedName(to, name)].some((each) => after.has(each));
  const wasDeleted = (name: string): boolean => deleted.has(storedName(to, name));
  return [...after.values()].flatMap((flag) =>
    namesIn(flag)
      .filter((name) => !exists(name) && (written.includes(flag) || wasDeleted(name)))
      .map((name) => `${flag.name} ${missingReference(name)}`),
  );
}

function nameIn(from: FeatureFlags, to: FeatureFlags, name: string): string {
  if (!isNew(from, name)) return storedName(from, name);
  if (!isNew(to, name)) return storedName(to, name);
  const hint = didYouMean(name, [...namesOf(from), ...namesOf(to)]);
  throw new CommandError(EXIT.notFound, `neither --from nor --to has a flag ${show(name)}${hint}`);
}

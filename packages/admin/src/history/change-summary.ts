import type { FlagDefinition, HistoryEntry, Rule } from '@halyard/core';
import { isPlannedName, isSegmentName, parseFlag, readPlanned } from '@halyard/core/store';
import { audienceWords, isSame, valueWord } from './change-words.js';
import { ruleChanges } from './rule-changes.js';

/** The most differences that a summary has. */
const SHOWN = 4;

/**
 * What a change did, in words: `turned on`, `25% → 60%`, `added rule 'staff'`, `created: 25%`. Several differences are
 * separated by commas.
 */
export function changeSummary({
  name,
  before,
  after,
}: Pick<HistoryEntry, 'name' | 'before' | 'after'>): string {
  if (isPlannedName(name)) {
    return after === null
      ? 'no longer planned: applied or cancelled'
      : `planned: a change of ${readPlanned(name, after).flag}`;
  }
  if (after === null) return 'deleted';
  const now = parseFlag(name, after);
  if (before === null) {
    const isPlain = !isSegmentName(name) && now.flag !== undefined && now.problem === undefined;
    return isPlain ? `created: ${servedWords(now.flag.definition)}` : 'created';
  }
  if (now.flag === undefined || now.problem !== undefined) return 'stored a text that is invalid';
  if (isSegmentName(name)) return before === after ? UNCHANGED : 'changed the condition';
  const old = parseFlag(name, before);
  if (old.flag === undefined || old.problem !== undefined)
    return `replaced an invalid text: ${servedWords(now.flag.definition)}`;
  const changes = differences(old.flag.definition, now.flag.definition);
  if (changes.length === 0) return UNCHANGED;
  const more = changes.length - SHOWN;
  return more > 0 ? `${changes.slice(0, SHOWN).join(', ')} and ${more} more` : changes.join(', ');
}

const UNCHANGED = 'stored again, unchanged';

/** What a definition serves, in a few words: `off`, `on for 25%`, `3 rules`. */
function servedWords({ enabled, default: fallback, rules }: FlagDefinition): string {
  if (enabled === false) return 'off';
  if (rules === undefined) return valueWord(fallback ?? true);
  const [rule, ...more] = rules;
  if (rule === undefined) return valueWord(fallback ?? false);
  if (more.length > 0) return `${rules.length} rules`;
  const served = rule.split === undefined ? valueWord(rule.serve ?? true) : 'a split';
  return `${served} for ${audienceWords(rule)}`;
}

function differences(before: FlagDefinition, after: FlagDefinition): string[] {
  const isOn = after.enabled !== false;
  const isSwitched = (before.enabled !== false) !== isOn;
  // A flag that was off and had no rules is turned on for those that its first rule serves.
  const first =
    isSwitched && isOn && before.rules === undefined && after.rules?.length === 1
      ? after.rules[0]
      : undefined;
  const whom = first === undefined ? '' : ` for ${audienceWords(first)}`;
  return [
    ...(isSwitched ? [isOn ? `turned on${whom}` : 'turned off'] : []),
    ...(first === undefined ? rulesChange(before, after) : []),
    ...(isSame(before.default, after.default)
      ? []
      : [`default ${defaultWords(before)} → ${defaultWords(after)}`]),
    ...namedChanges('variant', before.variants, after.variants),
    ...requiresChange(before, after),
    ...factChanges(before, after),
  ];
}

function rulesChange(before: FlagDefinition, after: FlagDefinition): string[] {
  if (before.rules !== undefined && after.rules !== undefined) return ruleChanges(before.rules, after.rules);
  if (before.rules === after.rules) return [];
  // Without rules everyone gets the default, which is on if there is none.
  const isPlain = [before, after].every(
    ({ enabled, default: value }) => enabled !== false && value === undefined,
  );
  if (after.rules === undefined)
    return [isPlain ? `${whomWords(before.rules!)} → everyone` : 'removed the rules'];
  return isPlain ? [`everyone → ${whomWords(after.rules)}`] : ruleChanges([], after.rules);
}

function whomWords(rules: readonly Rule[]): string {
  const [rule, ...more] = rules;
  if (rule === undefined) return 'no one';
  return more.length > 0 ? `${rules.length} rules` : audienceWords(rule);
}

function defaultWords({ default: value }: FlagDefinition): string {
  return value === undefined ? 'none' : valueWord(value);
}

type Values = Readonly<Record<string, unknown>>;

function namedChanges(noun: string, before: Values = {}, after: Values = {}): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [was, is] = [Object.hasOwn(before, name), Object.hasOwn(after, name)];
    if (was && is) return isSame(before[name], after[name]) ? [] : [`changed ${noun} '${name}'`];
    return [`${is ? 'added' : 'removed'} ${noun} '${name}'`];
  });
}

function requiresChange(
  { requires: before = [] }: FlagDefinition,
  { requires: after = [] }: FlagDefinition,
): string[] {
  if (isSame(before, after)) return [];
  return before.length === 0
    ? ['added required flags']
    : [after.length === 0 ? 'removed the required flags' : 'changed the required flags'];
}

/** What people and tools read. */
const FACTS = {
  kind: 'the kind',
  description: 'the description',
  owner: 'the owner',
  tags: 'the tags',
  expires: 'the expiry',
  permanent: 'whether it is permanent',
  metadata: 'the metadata',
} as const satisfies Partial<Record<keyof FlagDefinition, string>>;

function factChanges(before: FlagDefinition, after: FlagDefinition): string[] {
  return (Object.keys(FACTS) as (keyof typeof FACTS)[]).flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (isSame(old, now)) return [];
    if (typeof old === 'string' && typeof now === 'string' && key !== 'description')
      return [`${key} ${old} → ${now}`];
    return [`changed ${FACTS[key]}`];
  });
}

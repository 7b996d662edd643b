import { HalyardError } from '../base/errors.js';
import type { Outcome } from '../evaluation/evaluation.js';
import { onOff } from '../evaluation/outcome-maker.js';
import type { FlagDefinition, JsonValue } from '../flag/definition.js';
import type { Flag } from '../evaluation/flag.js';
import { copyJson } from '../flag/json-copy.js';
import { sentence } from '../flag/schema/problem.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';

/**
 * What a flag answers in this process: on, off, one of its variants by name, or a value (docs/flags.md, "Overrides").
 */
export type Override = boolean | string | { readonly value: JsonValue };

/** Who overrides a flag, and why: both are shown in the status. */
export interface OverrideOptions {
  /** Who overrides it. */
  readonly actor?: string;
  /** Why. */
  readonly reason?: string;
}

/** An override in force in this process. */
export interface OverrideStatus {
  /** The flag's name. */
  readonly name: string;
  /** What it answers. */
  readonly override: Override;
  /** When it was set, in milliseconds since the epoch. */
  readonly since: number;
  /** Who set it, if that was given. */
  readonly actor?: string;
  /** Why, if that was given. */
  readonly reason?: string;
  /** Why it has no effect at present. */
  readonly problem?: string;
}

const optionChecks = {
  actor: check.string,
  reason: check.string,
} satisfies Record<keyof OverrideOptions, OptionCheck>;

/** The overrides of one process, by the stored name of the flag. */
export type Overrides = ReadonlyMap<string, OverrideStatus>;

/** Makes an override. Throws `INVALID_OPTION` for text that is not a variant of the flag, and for anything else. */
export function makeOverride(
  name: string,
  override: Override,
  options: OverrideOptions | undefined,
  flag: Flag | undefined,
): OverrideStatus {
  checkOptions('override', options, optionChecks);
  const problem = overrideProblem(override, flag);
  if (problem !== undefined) throw new HalyardError('INVALID_OPTION', `override("${name}"): ${problem}`);
  return { name, override, since: Date.now(), ...options };
}

/** `flags` with what is overridden in its place. The same map when there are no overrides. */
export function applyOverrides(
  flags: ReadonlyMap<string, Flag>,
  overrides: Overrides,
): ReadonlyMap<string, Flag> {
  if (overrides.size === 0) return flags;
  const merged = new Map(flags);
  for (const [name, { override }] of overrides) {
    const flag = flags.get(name);
    // The variant may be gone since: then the flag answers for itself, and the status says why.
    if (overrideProblem(override, flag) === undefined) merged.set(name, overridden(name, override, flag));
  }
  return merged;
}

/** The overrides as the status shows them, with what keeps one from having an effect. */
export function overrideStatuses(flags: ReadonlyMap<string, Flag>, overrides: Overrides): OverrideStatus[] {
  return Array.from(overrides.values(), (each) => {
    const problem = overrideProblem(each.override, flags.get(each.name));
    return problem === undefined ? each : { ...each, problem };
  });
}

/** Why a flag can't answer this; `undefined` when it can. */
export function overrideProblem(override: unknown, flag: Flag | undefined): string | undefined {
  if (typeof override === 'boolean') return undefined;
  if (typeof override === 'string') {
    const names = flag === undefined ? [] : Object.keys(variantsOf(flag.definition));
    if (names.includes(override)) return undefined;
    const known =
      names.length === 0 ? 'true, false' : `true, false, ${names.map((each) => show(each)).join(', ')}`;
    return `${show(override)} is not a variant of the flag; give ${known} or { value: ${show(override)} }`;
  }
  if (typeof override === 'object' && override !== null && Object.keys(override).join() === 'value') {
    const copy = copyJson((override as { value: unknown }).value);
    return 'problems' in copy ? `the value ${sentence(copy.problems)}` : undefined;
  }
  return `must be true, false, the name of a variant or { value: … }, received ${show(override)}`;
}

/** A flag that answers the same to everyone, whatever it says and requires. */
function overridden(name: string, override: Override, flag: Flag | undefined): Flag {
  const definition: FlagDefinition = flag?.definition ?? {};
  const outcome = outcomeOf(override, definition);
  return {
    name,
    text: flag?.text ?? '',
    definition,
    version: flag?.version ?? '',
    reach: outcome.on ? 'everyone' : 'none',
    constant: outcome,
    references: [],
    readsContext: false,
    readsClock: false,
    decide: () => outcome,
  };
}

function outcomeOf(override: Override, definition: FlagDefinition): Outcome {
  const isVariant = typeof override === 'string';
  const value = isVariant
    ? variantsOf(definition)[override]!
    : typeof override === 'object'
      ? override.value
      : override;
  // With variants, on and off say nothing of which one is served.
  const variant = isVariant ? override : definition.variants === undefined ? onOff(value) : undefined;
  const on = Boolean(value);
  return Object.freeze({ value, on, ...(variant === undefined ? {} : { variant }), reason: 'OVERRIDE' });
}

/** The variants that a flag can serve, with their values. Without `variants` they are the keys of its splits. */
function variantsOf({ variants, rules = [] }: FlagDefinition): Readonly<Record<string, JsonValue>> {
  if (variants !== undefined) return variants;
  const keys = rules.flatMap(({ split }) => Object.keys(split ?? {}));
  return Object.fromEntries(keys.map((key) => [key, key]));
}

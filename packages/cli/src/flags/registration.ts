import type { FeatureFlags, Flag, FlagDefinition, FlagKind } from '@halyard/core';
import { flagText, withRollout } from '@halyard/core/store';

/** The properties of the flags that a command registers. */
export interface Registration {
  /** Switches the flags on. Without it, a new flag is off and an existing one keeps its switch. */
  readonly enable?: boolean;
  /** The percentage of users that the flags are on for while they are enabled. @default everyone */
  readonly rollout?: number;
  readonly description?: string;
  readonly owner?: string;
  readonly kind?: FlagKind;
  readonly expires?: string;
}

/** Makes the definition of a registered flag out of the stored one, of which it keeps everything else. */
export type Register = (name: string, current: Flag | undefined) => FlagDefinition;

/** Loads what the definitions need. */
export async function registerAs({
  enable = false,
  rollout,
  description,
  owner,
  kind,
  expires,
}: Registration): Promise<Register> {
  const given = Object.entries({ description, owner, kind, expires }).filter(
    ([, value]) => value !== undefined,
  );
  return (name, current) => {
    const isOn = enable || (current !== undefined && current.definition.enabled !== false);
    const rolledOut = rollout === undefined ? current?.definition : withRollout(name, current, rollout);
    const definition = { ...rolledOut, ...Object.fromEntries(given) };
    if (!isOn) return { ...definition, enabled: false };
    const { enabled, ...rest } = definition;
    return enabled === false ? rest : definition;
  };
}

/** Whether registering an existing flag anew would change it. */
export function wouldChange(flags: FeatureFlags, name: string, register: Register): boolean {
  const flag = flags.definition(name);
  // A flag without a definition has an invalid text, which the write reports.
  return flag === undefined || flagText(name, register(name, flag)) !== flagText(name, flag.definition);
}

import type { FlagDefinition, Reach } from '@halyard/core';
import type { FlagRecord } from './flag-record.js';

/** The notice for an enabled flag that still serves off to everyone, with the reason; `undefined` for other flags. */
export function enabledNotice(name: string, definition: FlagDefinition, reach: Reach): string | undefined {
  if (reach !== 'none') return undefined;
  return `${name} is enabled but serves off to everyone: ${whyOff(definition)}`;
}

function whyOff({ default: fallback = false, variants, rules }: FlagDefinition): string {
  const served = variants === undefined ? fallback : variants[fallback as string];
  if (served) return 'a rule that matches everyone serves off';
  const named = variants === undefined ? '' : ` ${fallback as string}`;
  const why = `its default${named} is ${JSON.stringify(served)}`;
  if (rules === undefined) return `${why} and it has no rules`;
  return rules.length === 0 ? `${why} and its list of rules is empty` : `${why} and no rule serves on`;
}

/** The notice for a flag whose stored change has no effect, with the reason; `undefined` for other flags. */
export function withoutEffect({ name, noEffect }: FlagRecord): string | undefined {
  return noEffect === undefined
    ? undefined
    : `the change of ${name} is stored but has no effect: ${noEffect}`;
}

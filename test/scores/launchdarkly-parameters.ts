import type { JsonValue } from '@halyard/core';
import { parse } from 'yaml';

type Values = Readonly<Record<string, JsonValue>>;

interface Variables {
  readonly constants?: Values;
  readonly parameters?: readonly Values[] | readonly (readonly Values[])[];
}

/** A data file of LaunchDarkly's test harness for each set of its parameters (its `docs/data_files.md`). */
export function expanded(text: string): string[] {
  const { constants = {}, parameters = [] } = parse(text, { merge: true }) as Variables;
  return permutations(parameters).map((values) =>
    [constants, values, constants].reduce((now, each) => replaced(now, each), text),
  );
}

function permutations(parameters: NonNullable<Variables['parameters']>): Values[] {
  if (parameters.length === 0) return [{}];
  if (!Array.isArray(parameters[0])) return [...(parameters as readonly Values[])];
  return (parameters as readonly (readonly Values[])[]).reduce<Values[]>(
    (sets, list) => sets.flatMap((set) => list.map((values) => ({ ...set, ...values }))),
    [{}],
  );
}

function replaced(text: string, values: Values): string {
  return Object.entries(values).reduce((now, [name, value]) => {
    const json = JSON.stringify(value);
    return now
      .replaceAll(`"<${name}>"`, () => json)
      .replaceAll(`<${name}>`, () => (typeof value === 'string' ? value : json));
  }, text);
}

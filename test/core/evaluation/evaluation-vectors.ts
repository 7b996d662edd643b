import { readFileSync } from 'node:fs';

/** One case of `test/vectors/evaluation.json`; its README describes the keys. */
export interface EvaluationCase {
  readonly title: string;
  readonly flag?: unknown;
  readonly when?: unknown;
  readonly holds?: boolean;
  readonly context: unknown;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly now?: string;
  readonly expect?: { readonly value?: unknown; readonly on?: boolean; readonly [key: string]: unknown };
}

const file = new URL('../../vectors/evaluation.json', import.meta.url);

/** The vectors, by feature. */
export const features = JSON.parse(readFileSync(file, 'utf8')) as readonly {
  readonly feature: string;
  readonly cases: readonly EvaluationCase[];
}[];

/** What is stored for the flag in question. */
export function storedFlag({ flag, when }: EvaluationCase): unknown {
  return when === undefined ? flag : { rules: [{ when }] };
}

/** The time of a case; any, if it does not matter. */
export function timeOf({ now }: EvaluationCase): number {
  return now === undefined ? 0 : Date.parse(now);
}

/** The expected answer with nothing left out. */
export function expectedAnswer({ expect: expected = {} }: EvaluationCase): object {
  return 'error' in expected ? expected : { on: Boolean(expected.value), ...expected };
}

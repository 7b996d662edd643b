import { isObject } from '../base/is-object.js';
import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import type { FlagSource } from './definition.js';
import { flagDefinition, segmentDefinition } from './definition-schema.js';
import { copyJson } from './json-copy.js';
import { sizeProblem } from './limits.js';
import { isPlannedName, isSegmentName, nameProblem } from './name.js';
import { plannedProblem } from './planned-change.js';
import { readFlag, readSegment, type Reading } from './read.js';
import { sentence } from './schema/problem.js';
import type { Schema } from './schema/schema.js';
import { serialise } from './serialise.js';

/**
 * The text to store for a flag given in code or, under a `$segment.` name, for a named condition. A string is
 * stored as typed, trimmed; `true`, `false` and definitions in canonical form. Throws `INVALID_NAME`, or
 * `INVALID_DEFINITION` with every problem and its path, for what could not be read back.
 */
export function flagText(name: string, source: FlagSource): string {
  if (isPlannedName(name) && typeof source === 'string') return accept(name, source, plannedProblem(source));
  const wrongName = nameProblem(name);
  if (wrongName !== undefined) throw new HalyardError('INVALID_NAME', wrongName);
  const segment = isSegmentName(name);
  if (typeof source === 'string') {
    const text = source.trim();
    return accept(name, text, problemOf(segment ? readSegment(text) : readFlag(text)) ?? unstorable(text));
  }
  if (typeof source === 'boolean' && !segment) return source ? 'on' : 'off';
  if (!isObject(source)) {
    const expected = segment ? 'a condition' : 'true, false, short text or a definition';
    return reject(name, `must be ${expected}, received ${show(source)}`);
  }
  const text = segment
    ? JSON.stringify(checked(name, segmentDefinition, source))
    : serialise(checked(name, flagDefinition, source));
  return accept(name, text, sizeProblem(text));
}

function checked<Type>(name: string, schema: Schema<Type>, source: object): Type {
  const copy = copyJson(source);
  const problems = 'problems' in copy ? copy.problems : schema.check(copy.value);
  return problems === undefined
    ? ((copy as { value: unknown }).value as Type)
    : reject(name, sentence(problems));
}

function problemOf(reading: Reading<unknown>): string | undefined {
  return 'hint' in reading ? `${reading.problem}${reading.hint}` : reading.problem;
}

function unstorable(text: string): string | undefined {
  return /[\ud800-\udfff]/u.test(text)
    ? "the text has half a surrogate pair, which UTF-8 can't hold"
    : undefined;
}

function accept(name: string, text: string, problem: string | undefined): string {
  return problem === undefined ? text : reject(name, problem);
}

function reject(name: string, problem: string): never {
  throw new HalyardError('INVALID_DEFINITION', `flag ${show(name)}: ${problem}`);
}

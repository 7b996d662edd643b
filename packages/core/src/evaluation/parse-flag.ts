import { compileFlag, compileSegment } from './compile.js';
import type { Flag, ParsedFlag, StoredText } from './flag.js';
import { isSegmentName, nameProblem } from '../flag/name.js';
import { readFlag, readSegment, type Reading } from '../flag/read.js';

/**
 * Makes a stored text into a flag or, under a `$segment.` name, into a named condition. Never throws: what is
 * wrong with the name or the text comes back as `problem`, beside the flag when the flag is to be used all the
 * same (short text that was not understood: it is off).
 */
export function parseFlag(name: string, stored: string | StoredText): ParsedFlag {
  const problem = nameProblem(name);
  if (problem !== undefined) return { problem };
  const from = typeof stored === 'string' ? { text: stored } : stored;
  return isSegmentName(name)
    ? compiled(readSegment(from.text), (condition) => compileSegment(name, from, condition))
    : compiled(readFlag(from.text), (definition) => compileFlag(name, from, definition));
}

function compiled<Type>(reading: Reading<Type>, compile: (value: Type) => Flag): ParsedFlag {
  if (!('value' in reading)) return reading;
  const flag = compile(reading.value);
  const { problem, hint = '' } = reading;
  return problem === undefined ? { flag } : { flag, problem: `${problem} and counts as off${hint}` };
}

import { compileFlag, compileSegment } from '../evaluation/compile.js';
import type { Flag, ParsedFlag } from './flag.js';
import { nameProblem, SEGMENT_PREFIX } from './name.js';
import { readFlag, readSegment, type Reading } from './read.js';

/**
 * Makes a stored text into a flag or, under a `$segment.` name, into a named condition. Never throws: what is
 * wrong with the name or the text comes back as `problem`, beside the flag when the flag is to be used all the
 * same (short text that was not understood: it is off).
 */
export function parseFlag(name: string, text: string): ParsedFlag {
  const problem = nameProblem(name);
  if (problem !== undefined) return { problem };
  return name.startsWith(SEGMENT_PREFIX)
    ? compiled(readSegment(text), (condition) => compileSegment(name, text, condition))
    : compiled(readFlag(text), (definition) => compileFlag(name, text, definition));
}

function compiled<Type>(reading: Reading<Type>, compile: (value: Type) => Flag): ParsedFlag {
  if (!('value' in reading)) return reading;
  const flag = compile(reading.value);
  return reading.problem === undefined ? { flag } : { flag, problem: reading.problem };
}

import { escapeInvisible, invisibleCharacter, withoutInvisible } from '../base/invisible.js';

/** The prefix of named conditions: `$segment.<name>` holds one beside the flags. */
export const SEGMENT_PREFIX = '$segment.';

/** The prefix of planned changes: `$planned.<id>` holds one beside the flags. */
export const PLANNED_PREFIX = '$planned.';

// White space, control characters (Cc), and the lone surrogates (Cs) that no UTF-8 store can hold. In ranges, since
// V8 takes twenty times as long to read \p{Cc}, and this is read when Halyard is imported.
// oxlint-disable-next-line no-control-regex -- to forbid them
const FORBIDDEN = /[\s\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u;
// The same, but blanks inside are allowed: variant names are shown to people.
// oxlint-disable-next-line no-control-regex -- to forbid them
const FORBIDDEN_IN_VARIANT = /[^\S ]|[\u0000-\u001f\u007f-\u009f\ud800-\udfff]|^ | $/u;

/** Why `name` can't be a flag's name, or a segment's under `$segment.`; `undefined` when it can. */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string') return `a flag name must be a string, received ${typeof name}`;
  if (isReserved(name)) return 'names starting with $ are reserved; a named condition is $segment.<name>';
  return textProblem('a flag name', name, FORBIDDEN, 'white space or control characters');
}

/** Why `name` can't be a variant's name, or `undefined` when it can. */
export function variantNameProblem(name: string): string | undefined {
  const forbidden = 'control characters, line breaks or outer blanks';
  return textProblem('a variant name', name, FORBIDDEN_IN_VARIANT, forbidden);
}

/**
 * True for a `$` name that is not a segment's. What is stored under one is kept and exported, but is neither a flag nor
 * an error, so that an older version can share a store with a newer one.
 */
export function isReserved(name: string): boolean {
  return name.startsWith('$') && !(name.startsWith(SEGMENT_PREFIX) && name.length > SEGMENT_PREFIX.length);
}

/** True for the stored name of a segment. */
export function isSegmentName(name: string): boolean {
  return name.startsWith(SEGMENT_PREFIX);
}

/** True for the stored name of a planned change. */
export function isPlannedName(name: string): boolean {
  return name.startsWith(PLANNED_PREFIX) && PLANNED_ID.test(name.slice(PLANNED_PREFIX.length));
}

const PLANNED_ID = /^[\w-]{1,64}$/;

function textProblem(what: string, name: string, forbidden: RegExp, words: string): string | undefined {
  if (name === '') return `${what} must not be empty`;
  const characters = name.length > 256 ? Array.from(name).length : name.length;
  if (characters > 256) return `${what} has at most 256 characters, received ${characters}`;
  if (forbidden.test(name)) return `${what} must not contain ${words}`;
  const invisible = invisibleCharacter(name);
  if (invisible !== undefined) {
    return `${what} must not contain invisible characters; "${escapeInvisible(name)}" has ${invisible}${meant(name)}`;
  }
  if (name.normalize('NFC') !== name) {
    const shown = name.replace(
      /\p{M}/gu,
      (mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`,
    );
    return `${what} must be in Unicode normal form C, and "${shown}" is not${meant(name)}`;
  }
  return name.includes('\uFFFD')
    ? `${what} must be text, and this one was stored as bytes that are not UTF-8`
    : undefined;
}

function meant(name: string): string {
  const likely = withoutInvisible(name);
  return likely === '' ? '' : `; did you mean ${likely}?`;
}

import { show } from '../base/options.js';
import { didYouMean } from '../base/suggest.js';
import type { FlagDefinition } from './definition.js';
import { invisibleCharacter } from '../base/invisible.js';

/** What short text means; with a `problem` it was not understood and means off. */
export interface ShortText {
  readonly definition: FlagDefinition;
  /** `"ture" is not understood` */
  readonly problem?: string;
  /** What to do about it, to follow the problem: `, did you mean true?` */
  readonly hint?: string;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on', 't', 'y'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off', 'f', 'n', ''].map((word) => [word, false] as const),
]);

const LONGEST_WORD = 'false'.length;

const SHARE = /^(?:percentage:\s*(?<after>\S+)|(?<before>\S+)\s*%)$/i;
const DECIMAL = /^(?:\d+(?:\.\d+)?|\.\d+)$/;
const USERS = /^users:/i;

// Words that are not understood, but whose meaning is plain.
const MEANT: ReadonlyMap<string, string> = new Map([
  ['enabled', 'on'],
  ['enable', 'on'],
  ['disabled', 'off'],
  ['disable', 'off'],
  // A bare number in a file, as `textOfValue` has it.
  ['1 (a number)', 'on'],
  ['0 (a number)', 'off'],
]);

/**
 * Reads short text, what an operator types by hand: `on`, `25%`, `users:alice,bob` (docs/flags.md, "Short text").
 * Never fails: text that is not understood is off, with the problem and a hint.
 */
export function readShortText(text: string): ShortText {
  const invisible = invisibleCharacter(text);
  if (invisible !== undefined) return notUnderstood(text, `: it has the invisible character ${invisible}`);
  const trimmed = text.trim();
  const on = plainWord(trimmed);
  if (on !== undefined) return { definition: on ? {} : { enabled: false } };
  if (USERS.test(trimmed)) return readUsers(trimmed);
  const share = SHARE.exec(trimmed)?.groups;
  if (share !== undefined) return readShare(trimmed, share['after'] ?? share['before']!);
  return notUnderstood(trimmed, hintFor(trimmed));
}

/** What a plain word such as `on` or `No` says, or `undefined` for any other text. Blanks around it do not count. */
export function plainWord(text: string): boolean | undefined {
  const word = text.trim();
  return word.length > LONGEST_WORD ? undefined : WORDS.get(word.toLowerCase());
}

function readUsers(text: string): ShortText {
  const users = text
    .slice('users:'.length)
    .split(',')
    .map((user) => user.trim())
    .filter((user) => user !== '');
  if (users.length === 0) return notUnderstood(text, ': it lists no users; write users:alice,bob');
  return { definition: { rules: [{ users }] } };
}

function readShare(text: string, digits: string): ShortText {
  const rollout = Number(digits);
  if (DECIMAL.test(digits) && rollout <= 100) return { definition: { rules: [{ rollout }] } };
  return notUnderstood(text, ': a share is a decimal number from 0 to 100, such as 25% or 0.5%');
}

function hintFor(text: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(text)?.[2];
  if (quoted !== undefined) return `: remove the quotes around it`;
  if (DECIMAL.test(text) && Number(text) <= 100) return `, did you mean ${text}%?`;
  const meant = MEANT.get(text.toLowerCase());
  if (meant !== undefined) return `, did you mean ${meant}?`;
  return didYouMean(text, WORDS.keys()) || '; write on, off, 25%, users:alice,bob or a definition in JSON';
}

function notUnderstood(text: string, hint: string): ShortText {
  return { definition: { enabled: false }, problem: `${show(text)} is not understood`, hint };
}

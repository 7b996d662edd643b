import { show } from '../options.js';
import { didYouMean } from '../suggest.js';
import type { FlagDefinition } from './definition.js';

/** What short text means; with a `problem` it was not understood and means off. */
export interface ShortText {
  readonly definition: FlagDefinition;
  readonly problem?: string;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on', 't', 'y'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off', 'f', 'n', ''].map((word) => [word, false] as const),
]);

const SHARE = /^(?:percentage:\s*(?<after>\S+)|(?<before>\S+)\s*%)$/i;
const DECIMAL = /^(?:\d+(?:\.\d+)?|\.\d+)$/;
const USERS = /^users:/i;

/**
 * Reads short text, what an operator types by hand: `on`, `25%`, `users:alice,bob` (FLAGS.md section 2).
 * Never fails: text that is not understood is off, with the problem as a sentence.
 */
export function readShortText(text: string): ShortText {
  const trimmed = text.trim();
  const on = WORDS.get(trimmed.toLowerCase());
  if (on !== undefined) return { definition: on ? {} : { enabled: false } };
  if (USERS.test(trimmed)) return readUsers(trimmed);
  const share = SHARE.exec(trimmed)?.groups;
  if (share !== undefined) return readShare(trimmed, share['after'] ?? share['before']!);
  return notUnderstood(trimmed, hint(trimmed));
}

function readUsers(text: string): ShortText {
  const users = text
    .slice('users:'.length)
    .split(',')
    .map((user) => user.trim())
    .filter((user) => user !== '');
  if (users.length === 0) return notUnderstood(text, ': it names nobody; write users:alice,bob');
  return { definition: { rules: [{ users }] } };
}

function readShare(text: string, digits: string): ShortText {
  const rollout = Number(digits);
  if (DECIMAL.test(digits) && rollout <= 100) return { definition: { rules: [{ rollout }] } };
  return notUnderstood(text, ': a share is a decimal number from 0 to 100, such as 25% or 0.5%');
}

function hint(text: string): string {
  if (DECIMAL.test(text) && Number(text) <= 100) return `, did you mean ${text}%?`;
  return didYouMean(text, WORDS.keys()) || '; write on, off, 25%, users:alice,bob or a definition in JSON';
}

function notUnderstood(text: string, why: string): ShortText {
  return {
    definition: { enabled: false },
    problem: `${show(text)} is not understood and counts as off${why}`,
  };
}

import { HalyardError, type HalyardErrorCode, PartialWriteError } from '@halyard/core';
import { conflictError, isObject, readJson, type StoreChange, unconfirmedError } from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';

/** The codes of a Halyard that mean the same here. */
const SAME: ReadonlySet<unknown> = new Set<HalyardErrorCode>([
  'INVALID_NAME',
  'INVALID_DEFINITION',
  'READ_ONLY',
  'STORE_FAILED',
  'NOT_READY',
  'UNKNOWN_OUTCOME',
]);

/** The error for the answer to a write that is not a success. `shown`: the server. */
export async function writeRefusal(
  shown: string,
  response: Response,
  changes: readonly StoreChange[],
): Promise<Error> {
  const { status } = response;
  const problem = problemIn(await bodyText(response).catch(() => ''));
  const { code, detail, current, notStored } = problem;
  const sentence = `${shown} answered ${status}: ${typeof detail === 'string' ? detail : 'the change was refused'}`;
  if (code === 'CONFLICT') return conflict(current, changes);
  if (status === 403) return new HalyardError('READ_ONLY', sentence);
  const known = SAME.has(code) ? (code as HalyardErrorCode) : undefined;
  // A proxy that got no answer in time does not know either.
  const isUnknown = known === undefined && status >= 500;
  const error = isUnknown ? unconfirmedError(sentence) : new HalyardError(known ?? 'STORE_FAILED', sentence);
  if (!Array.isArray(notStored) || notStored.length === 0) return error;
  return new PartialWriteError(notStored.map(String), error);
}

function conflict(current: unknown, changes: readonly StoreChange[]): Error {
  const { name, text } = isObject(current) ? current : {};
  const flag = typeof name === 'string' ? name : changes[0]!.name;
  return conflictError(flag, typeof text === 'string' ? text : null);
}

function problemIn(text: string): Readonly<Record<string, unknown>> {
  const json = readJson(text);
  return 'value' in json && isObject(json.value) ? json.value : {};
}

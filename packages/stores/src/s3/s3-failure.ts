import type { HalyardError } from '@halyard/core';
import { messageOf, unconfirmedError } from '@halyard/core/store';
import { requestError } from '../requests/request-error.js';

/** What the SDK says about a request that failed. */
interface Failure {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

/** The status of the answer; `undefined` if there was none. */
export function statusOf(error: unknown): number | undefined {
  return (error as Failure).$metadata?.httpStatusCode;
}

/** Whether an error is that of an object which does not exist. */
export function isMissing(error: unknown): boolean {
  return (error as Failure).name === 'NoSuchKey';
}

/** Whether another writer was faster. 412: another version is there. 409: another write is under way. 404: the object was removed. */
export function isOvertaken(error: unknown): boolean {
  const status = statusOf(error);
  return status === 412 || status === 409 || isMissing(error);
}

/** Whether a write that failed may be stored. */
export function mayBeStored(error: unknown): boolean {
  const { name, $metadata } = error as Failure;
  if (name === 'CredentialsProviderError') return false;
  // The SDK repeats a request without an answer, or with an error of the server: an earlier attempt may have been stored.
  if (($metadata?.attempts ?? 1) > 1) return true;
  const status = statusOf(error);
  return status === undefined ? requestError(error).mayHaveArrived : status >= 500;
}

/** An error as a sentence. `shown`: the URL of the object. */
export function requestFailure(shown: string, error: unknown): Error {
  return new Error(`${shown}: ${reason(error)}`, { cause: error });
}

/** The error of a write that may or may not have happened. */
export function unconfirmed(shown: string, error: unknown): HalyardError {
  return unconfirmedError(`the write of ${shown} was not confirmed (${reason(error)})`, error);
}

/** The message of the SDK for an answer that has none, such as those of Ceph. */
const NO_MESSAGE = 'UnknownError';

const PERMISSIONS =
  'the permissions needed are s3:GetObject and s3:PutObject on the object, and s3:ListBucket on the bucket, without which a ' +
  'missing object is forbidden too';

function reason(error: unknown): string {
  const { name } = error as Failure;
  const status = statusOf(error);
  if (status === undefined) return requestError(error).message;
  const message = messageOf(error);
  const answer = `S3 answered ${status} ${name}${message === NO_MESSAGE ? '' : `: ${message}`}`;
  return name === 'AccessDenied' ? `${answer}; ${PERMISSIONS}` : answer;
}

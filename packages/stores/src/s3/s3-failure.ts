import { HalyardError } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
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

/** Whether another attempt of the SDK came before the one that failed: that one may have had an effect. */
export function wasRepeated(error: unknown): boolean {
  return ((error as Failure).$metadata?.attempts ?? 1) > 1;
}

/** The error of a read as a sentence. `shown`: the URL of the object. */
export function readFailure(shown: string, error: unknown): Error {
  return new Error(`${shown}: ${reason(error)}`, { cause: error });
}

/** The error of a write: `UNKNOWN_OUTCOME` if the object may have been stored. */
export function writeFailure(shown: string, error: unknown): Error {
  const status = statusOf(error);
  const isRefusal = status !== undefined && status < 500;
  if (isRefusal || !mayHaveArrived(error)) return readFailure(shown, error);
  return unconfirmed(shown, error);
}

/** The error of a write that may or may not have happened. */
export function unconfirmed(shown: string, error: unknown): HalyardError {
  const message = `${shown}: the change was not confirmed (${reason(error)}); it may or may not be stored`;
  return new HalyardError('UNKNOWN_OUTCOME', message, { cause: error });
}

function mayHaveArrived(error: unknown): boolean {
  if ((error as Failure).name === 'CredentialsProviderError') return false;
  return wasRepeated(error) || requestError(error).mayHaveArrived;
}

const PERMISSIONS =
  'the permissions needed are s3:GetObject and s3:PutObject on the object, and s3:ListBucket on the bucket, without which a ' +
  'missing object is forbidden too';

function reason(error: unknown): string {
  const { name } = error as Failure;
  const status = statusOf(error);
  if (status === undefined) return requestError(error).message;
  if (status === 403) return `${messageOf(error)} (${name}); ${PERMISSIONS}`;
  return `S3 answered ${status} ${name}: ${messageOf(error)}`;
}

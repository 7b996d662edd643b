import { RequestError, requestError } from './request-error.js';

/** Larger documents are refused: 100,000 flags take about 20 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The body of a response as text. Rejects with a {@link RequestError} for what is cut short, too large or not UTF-8. */
export async function bodyText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // The type of the DOM has no iterator; the stream has one.
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MOST_BYTES) {
        throw new RequestError(`the answer is larger than ${MOST_BYTES / 1024 / 1024} MiB`, true);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw requestError(error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new RequestError('the answer is not UTF-8', true, { cause: error });
  }
}

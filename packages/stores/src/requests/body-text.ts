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
      assertSize(size);
      chunks.push(chunk);
    }
  } catch (error) {
    throw requestError(error);
  }
  return bytesText(Buffer.concat(chunks));
}

/** Bytes as text. Throws a {@link RequestError} for what is too large or not UTF-8. */
export function bytesText(bytes: Uint8Array): string {
  assertSize(bytes.byteLength);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RequestError('the answer is not UTF-8', true, { cause: error });
  }
}

function assertSize(size: number): void {
  if (size > MOST_BYTES) {
    throw new RequestError(`the answer is larger than ${MOST_BYTES / 1024 / 1024} MiB`, true);
  }
}

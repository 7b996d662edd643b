// RFC 9110, sections 5.1 and 5.5: a token; visible characters with spaces and tabs between, nothing that could end the line.
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether this can be the name of an HTTP header. */
export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** Whether this can be the value of an HTTP header. */
export function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' && VALUE.test(value);
}

/** Whether a closed gate sets this header itself, so that an option for it would contradict the answer. */
export function isOwnHeader(name: string): boolean {
  return OWN.has(name.toLowerCase());
}

const OWN: ReadonlySet<string> = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'retry-after',
  'transfer-encoding',
  'vary',
]);

/**
 * Whether this header would be false on the closed answer: it describes another body (RFC 9110, section 8), or lets a
 * cache keep the answer, as the targeted fields of RFC 9213 do in spite of `Cache-Control`.
 */
export function describesAnotherAnswer(name: string): boolean {
  const lower = name.toLowerCase();
  return OF_ANOTHER_ANSWER.has(lower) || lower.endsWith('cdn-cache-control');
}

const OF_ANOTHER_ANSWER: ReadonlySet<string> = new Set([
  'accept-ranges',
  'age',
  'content-digest',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-location',
  'content-md5',
  'content-range',
  'digest',
  'etag',
  'expires',
  'last-modified',
  'repr-digest',
  'surrogate-control',
]);

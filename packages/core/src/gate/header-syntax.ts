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

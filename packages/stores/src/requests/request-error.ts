import { messageOf } from '@halyard/core/store';

/** A request that failed, as a sentence without its URL and its headers. */
export class RequestError extends Error {
  /** Whether the server can have received the request, and have done what it asks for. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestError';
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The server answers a handshake of TLS with something else. OpenSSL's own message has a line of its source. */
const NO_TLS = 'ERR_SSL_WRONG_VERSION_NUMBER';

/** A certificate of an authority that Node does not know. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** The codes of errors that come before a request is sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  ...UNTRUSTED,
  NO_TLS,
]);

/** The error for what `fetch`, or the reading of a body, rejected with. */
export function requestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  const cause = innermost(error);
  const { code = '' } = cause as { readonly code?: string };
  const reason = reasonOf(code, messageOf(cause));
  return new RequestError(reason, !BEFORE_SENDING.has(code), { cause: error });
}

function reasonOf(code: string, message: string): string {
  if (code === NO_TLS) return 'the server does not speak TLS: check whether its URL begins with http://';
  if (!UNTRUSTED.includes(code)) return message || code || 'the connection failed';
  return `${message}: NODE_EXTRA_CA_CERTS may name a file with the certificate to trust`;
}

/** `fetch` says only "fetch failed" itself, and tries each address of a host. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return innermost(error.cause);
  return error ?? {};
}

/** Which requests a trusted page of another origin may send, and what it may see of the answers. */
const REQUEST_HEADERS = 'Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, X-API-Key';
const ANSWER_HEADERS = 'ETag, Retry-After';
const PREFLIGHT_SECONDS = '600';

/** Adds what lets pages of trusted origins read the answer (CORS), and nothing for any other. */
export function allowOrigin(request: Request, headers: Headers, trusted: ReadonlySet<string>): void {
  if (trusted.size === 0) return;
  headers.append('Vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin === null || !trusted.has(origin)) return;
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', ANSWER_HEADERS);
}

/** The answer to `OPTIONS`: which methods there are and, for a trusted page, that it may use them. */
export function optionsAnswer(request: Request, allow: string, trusted: ReadonlySet<string>): Response {
  const headers = new Headers({ Allow: allow });
  if (trusted.has(request.headers.get('origin') ?? '')) {
    headers.set('Access-Control-Allow-Methods', allow);
    headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
    headers.set('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}

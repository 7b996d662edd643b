/** The headers that a trusted page of another origin may send, and those of the answer that it may read. */
const REQUEST_HEADERS = 'Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, X-API-Key';
const ANSWER_HEADERS = 'ETag, Retry-After';
const PREFLIGHT_SECONDS = '600';

/** Adds the CORS headers that let pages of trusted origins read the answer. Other origins get none. */
export function allowOrigin(request: Request, headers: Headers, trusted: ReadonlySet<string>): void {
  if (trusted.size === 0) return;
  headers.append('Vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin === null || !trusted.has(origin)) return;
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', ANSWER_HEADERS);
}

/** The answer to `OPTIONS`: the allowed methods and, for a trusted page, the CORS permission to use them. */
export function optionsAnswer(request: Request, allow: string, trusted: ReadonlySet<string>): Response {
  const headers = new Headers({ Allow: allow });
  if (trusted.has(request.headers.get('origin') ?? '')) {
    headers.set('Access-Control-Allow-Methods', allow);
    headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
    headers.set('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}

import { Problem } from '../http/problem.js';

/**
 * Refuses what a page of another site has a browser send on its visitor's behalf. By the rules of Go's
 * `http.CrossOriginProtection` (2025): `Sec-Fetch-Site` decides where there is one, else `Origin` must name the host
 * that is asked; a request with neither comes from no browser. Throws a {@link Problem}.
 */
export function refuseCrossSite(request: Request, url: URL, trusted: ReadonlySet<string>): void {
  const origin = request.headers.get('origin');
  if (origin !== null && trusted.has(origin)) return;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  if (site === null && (origin === null || hostOf(origin) === hostAsked(request, url))) return;
  throw new Problem(
    403,
    'CROSS_SITE',
    'a page of another site may not change flags: list its origin in "origins" if it is meant to',
  );
}

// Without the scheme: behind a proxy that ends TLS, this server can't know which it was.
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function hostAsked(request: Request, url: URL): string {
  return request.headers.get('host')?.toLowerCase() ?? url.host;
}

import { Problem } from '../http/problem.js';

/**
 * Refuses requests that a browser sends for a page of another site. Follows Go's `http.CrossOriginProtection` (2025):
 * `Sec-Fetch-Site` decides if present, else `Origin` must name the requested host. A request without both headers does
 * not come from a browser. Throws a {@link Problem}.
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
    'cross-site write refused: a page of another origin may change flags only if "origins" lists that origin',
  );
}

// Without the scheme: behind a proxy that ends TLS, this server can't know the original one.
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function hostAsked(request: Request, url: URL): string {
  return request.headers.get('host')?.toLowerCase() ?? url.host;
}

import { isCurrent } from '../http/conditional.js';
import { HTML, HTML_TAG, type PageAsset, SCRIPT, STYLE } from './bundle.generated.js';

/** Nothing but what this server sends itself: no inline code, no other host, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const ASSETS: ReadonlyMap<string, { readonly type: string; readonly asset: PageAsset }> = new Map([
  [SCRIPT.name, { type: 'text/javascript; charset=utf-8', asset: SCRIPT }],
  [STYLE.name, { type: 'text/css; charset=utf-8', asset: STYLE }],
]);

/** The page, which holds no data: it asks the API for all it shows. Its addresses are relative to a slash at the end. */
export function pageAnswer({ headers: asked }: Request): Response {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
    ETag: HTML_TAG,
  };
  return isCurrent(asked, HTML_TAG)
    ? new Response(null, { status: 304, headers })
    : new Response(HTML, { headers });
}

/** A file of the page; `undefined` for a name that it does not have, or no longer. */
export function assetAnswer(name: string): Response | undefined {
  const found = ASSETS.get(name);
  if (found === undefined) return undefined;
  return new Response(found.asset.text, {
    headers: {
      'Content-Type': found.type,
      'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
    },
  });
}

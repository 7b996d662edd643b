import { isCurrent } from '../http/conditional.js';
import { HTML, HTML_TAG, type PageAsset, PARTS, SCRIPT, STYLE } from './bundle.generated.js';

/** Allows only files of this server: no inline code, no other host, no frame. */
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
  ...[SCRIPT, ...PARTS].map(
    (asset) => [asset.name, { type: 'text/javascript; charset=utf-8', asset }] as const,
  ),
  [STYLE.name, { type: 'text/css; charset=utf-8', asset: STYLE }],
]);

/** The page. It has no data of its own: it reads everything from the API. Its URLs are relative to a final slash. */
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

/** A file of the page; `undefined` for an unknown or outdated name. */
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

/**
 * Removes a token from an address that ends in `#token=…`, and returns it. A terminal prints such a link to sign in. The
 * token stays neither in the address nor in the browser's history, and is never sent as part of a URL.
 */
export function takeTokenFromAddress(): string | undefined {
  // In base64 a plus is a plus.
  const parameters = new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B'));
  const token = parameters.get('token')?.trim();
  if (token === undefined) return undefined;
  history.replaceState(null, '', '#/flags');
  return token;
}

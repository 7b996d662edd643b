import { storeToken } from './token.js';

/**
 * Removes a token from an address that ends in `#token=…`, so that a terminal can print a sign-in link. The token stays
 * neither in the address nor in the browser's history, and is never sent as part of a URL.
 */
export function takeTokenFromAddress(): void {
  // In base64 a plus is a plus.
  const parameters = new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B'));
  const token = parameters.get('token');
  if (token === null) return;
  storeToken(token.trim());
  history.replaceState(null, '', '#/flags');
}

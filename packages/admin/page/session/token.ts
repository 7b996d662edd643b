const KEY = 'halyard.token';

/** The token to send with each request; `undefined` if a session of the app identifies the user. */
export function storedToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Stores a token until the browser tab closes, or removes it. */
export function storeToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}

/** What is wrong with how the user and the password of a URL are written, as a sentence without either; else `undefined`. */
export function credentialsProblem({ username, password }: URL): string | undefined {
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return undefined;
  } catch {
    return 'write a % in the user and the password of the URL as %25';
  }
}

/**
 * The code of an error reply, such as `WRONGTYPE`; `undefined` for any other error. Told by its form, which is the
 * server's and the same in every client: a word in capitals, a space, a sentence.
 */
export function serverErrorCode(error: unknown): string | undefined {
  return error instanceof Error ? /^([A-Z][A-Z0-9]+) /.exec(error.message)?.[1] : undefined;
}

const ELSEWHERE: ReadonlySet<string> = new Set(['MOVED', 'ASK', 'CLUSTERDOWN', 'READONLY']);

/** True when the server did nothing because it is another one's business: after a failover, or a slot's migration. */
export function isElsewhere(error: unknown): boolean {
  return ELSEWHERE.has(serverErrorCode(error) ?? '');
}

/** True when the server does not know who is asking, so that it refuses whatever is asked. */
export function isUnauthenticated(error: unknown): boolean {
  const code = serverErrorCode(error);
  return code === 'NOAUTH' || code === 'WRONGPASS';
}

/** True when a connection that got this error is worth keeping: the server answered, and would answer a new one alike. */
export function keepsConnection(error: unknown): boolean {
  const code = serverErrorCode(error);
  return code !== undefined && !ELSEWHERE.has(code) && !isUnauthenticated(error);
}

/** True when the user may not do this here: no permission, or a server without the command. */
export function isRefused(error: unknown): boolean {
  const code = serverErrorCode(error);
  return (
    code === 'NOPERM' || (code === 'ERR' && /unknown command|ACL failure/i.test((error as Error).message))
  );
}

/** What went wrong with Redis, as half a sentence that an operator understands. */
export function explain(error: unknown, key: string): string {
  const code = serverErrorCode(error);
  const message = messageOf(error);
  if (code === undefined) return `Redis can't be reached (${message})`;
  const said = `Redis answers "${message}"`;
  if (code === 'WRONGTYPE') return `the key "${key}" holds something other than a hash: ${said}`;
  if (isUnauthenticated(error)) return `Redis does not accept the credentials: ${said}`;
  if (code === 'LOADING') return `Redis is still loading its data: ${said}`;
  return said;
}

function messageOf(error: unknown): string {
  // A host name with several addresses fails as one error without a message that holds one for each.
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  // Redis adds the script's hash and line to what went wrong inside one.
  return error.message.replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.?$/, '') || error.name;
}

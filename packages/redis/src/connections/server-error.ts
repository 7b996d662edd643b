/**
 * The code of an error reply, such as `WRONGTYPE`; `undefined` for any other error. An error reply has the same form in
 * every client: a word in capitals, a space, a sentence.
 */
export function serverErrorCode(error: unknown): string | undefined {
  return error instanceof Error ? /^([A-Z][A-Z0-9]+) /.exec(error.message)?.[1] : undefined;
}

const ELSEWHERE: ReadonlySet<string> = new Set(['MOVED', 'ASK', 'CLUSTERDOWN', 'READONLY']);

/** True when the server did nothing because another server is responsible: after a failover, or a slot's migration. */
export function isElsewhere(error: unknown): boolean {
  return ELSEWHERE.has(serverErrorCode(error) ?? '');
}

/** True when the server does not accept the credentials, so that it refuses every command. */
export function isUnauthenticated(error: unknown): boolean {
  const code = serverErrorCode(error);
  return code === 'NOAUTH' || code === 'WRONGPASS';
}

/** True when a connection that got this error stays: the server answered, and a new connection would get the same. */
export function keepsConnection(error: unknown): boolean {
  const code = serverErrorCode(error);
  return code !== undefined && !ELSEWHERE.has(code) && !isUnauthenticated(error);
}

/** True when the user may not do this here: no permission, or a server without the command. */
export function isRefused(error: unknown): boolean {
  const code = serverErrorCode(error);
  return (
    code === 'NOPERM' ||
    (code === 'ERR' && /unknown command|ACL failure|can't publish/i.test((error as Error).message))
  );
}

const NOT_READY: ReadonlySet<string> = new Set(['LOADING', 'BUSY', 'MASTERDOWN']);

/** True when the server carries out no command of any user at present: it loads its data, or a script runs too long. */
export function isNotReady(error: unknown): boolean {
  return NOT_READY.has(serverErrorCode(error) ?? '');
}

/** The reply, or `undefined` when the server answers with an error. */
export async function ifAllowed(reply: Promise<unknown>): Promise<unknown> {
  try {
    return await reply;
  } catch (error) {
    if (serverErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Why Redis failed, as half a sentence for an operator. */
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
  // A host name with several addresses fails with one error that holds one for each address and has no message.
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  // Redis adds the script's hash and line to an error inside a script.
  return error.message.replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.?$/, '') || error.name;
}

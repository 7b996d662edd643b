import { once } from 'node:events';
import type { Server } from 'node:http';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/** The time that running requests have to end when the server stops. */
const GRACE_MS = 2000;

/** Has a server listen. Fails with a sentence if it can't. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'the port is in use: choose another port with --port' : message;
    throw new CommandError(EXIT.failed, `can't listen on ${host}, port ${port}: ${why}`);
  }
}

/** Ends a server, and after a while the requests that still run. */
export async function end(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that was busy when the server closed would stay open for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

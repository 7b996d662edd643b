import { type Access, type Admin, type AdminOptions, makeAdmin } from '@halyard/admin';
import { type Backend, FeatureFlags, type FlagSource, MemoryBackend } from '@halyard/core';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The flags to begin with, by name. */
export type Seed = Readonly<Record<string, FlagSource>>;

/** Who comes as `rita` may look only; everyone else may do everything. */
function authorizeByHeader({ headers }: Request): Access {
  const actor = headers.get('x-actor') ?? 'ana';
  return { actor, read: true, write: actor !== 'rita' };
}

/** The page and the API on a free port of this machine, over these flags. */
export class PageServer {
  readonly flags: FeatureFlags;
  /** Where the page is, with a slash at the end. */
  readonly url: string;
  readonly #options: Partial<AdminOptions>;
  #running: { readonly server: Server; readonly admin: Admin } | undefined;
  readonly #port: number;

  private constructor(flags: FeatureFlags, options: Partial<AdminOptions>, port: number) {
    this.flags = flags;
    this.#options = options;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}/`;
  }

  static async start(backend: Backend | Seed = {}, options: Partial<AdminOptions> = {}): Promise<PageServer> {
    const flags = await FeatureFlags.open(isBackend(backend) ? backend : new MemoryBackend(backend), {
      logger: false,
    });
    const running = await listen(flags, options, 0);
    const { port } = running.server.address() as AddressInfo;
    const server = new PageServer(flags, options, port);
    server.#running = running;
    return server;
  }

  /** Ends the server with all its connections, as a crash does; the flags stay. */
  async stopListening(): Promise<void> {
    if (this.#running === undefined) return;
    const { server, admin } = this.#running;
    this.#running = undefined;
    admin.close();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** Ends `stopListening`, on the same port. */
  async listenAgain(): Promise<void> {
    this.#running = await listen(this.flags, this.#options, this.#port);
  }

  async stop(): Promise<void> {
    await this.stopListening();
    await this.flags.close();
  }
}

async function listen(
  flags: FeatureFlags,
  options: Partial<AdminOptions>,
  port: number,
): Promise<{ server: Server; admin: Admin }> {
  const admin = makeAdmin(flags, { authorize: authorizeByHeader, ...options });
  const server = createServer(admin.node).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, admin };
}

function isBackend(value: Backend | Seed): value is Backend {
  return typeof value['subscribe'] === 'function';
}

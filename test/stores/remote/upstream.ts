import { type Admin, makeAdmin } from '@halyard/admin';
import { type Backend, FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorize } from '../../admin/admin-server.js';
import { RememberingStore } from './remembering-store.js';

/** A Halyard that is followed. It can be killed, and come back at the same address. */
export class Upstream {
  readonly store: RememberingStore;
  /** What was asked for, as `GET /path`. */
  readonly requests: string[] = [];
  readonly #backendOf: (backend: Backend) => Backend;
  #running: { readonly server: Server; readonly admin: Admin; readonly flags: FeatureFlags } | undefined;
  #port = 0;

  constructor(
    stored: Readonly<Record<string, string>> = {},
    backendOf: (backend: Backend) => Backend = (backend) => backend,
  ) {
    this.store = new RememberingStore(Object.entries(stored));
    this.#backendOf = backendOf;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get flags(): FeatureFlags {
    return this.#running!.flags;
  }

  /** Starts it, or starts it again. */
  async start(): Promise<void> {
    const backend = this.#backendOf(new StoreBackend(this.store));
    await backend.open();
    const flags = await FeatureFlags.open(backend, { logger: false, startTimeoutMs: 1 });
    const admin = makeAdmin(flags, { authorize });
    const server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      admin.node(request, response);
    }).listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#running = { server, admin, flags };
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    if (this.#running === undefined) return;
    const { server, admin, flags } = this.#running;
    this.#running = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    admin.close();
    await flags.close();
  }
}

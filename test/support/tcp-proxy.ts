import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Pair = readonly [client: Socket, server: Socket];

/**
 * A TCP relay to a server, which can do to its connections what networks do: cut them, swallow bytes, delay them.
 * `url` and `port` are what a client is to be given.
 */
export class TcpProxy {
  readonly host: string = '127.0.0.1';
  readonly port: number;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #deaf = new Set<Pair>();
  #refusing = false;
  #dropsRequests = false;
  #dropsReplies = false;
  #delayMs = 0;
  /** What the request has from which on replies are to be kept back. */
  #holdsFrom: RegExp | undefined;
  #holding = (): void => {};
  /** What is kept back; `undefined` when nothing is. */
  #held: (() => void)[] | undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => proxy.#relay(client, connect(target)));
    return proxy;
  }

  get url(): string {
    return `redis://${this.host}:${this.port}`;
  }

  get address(): { host: string; port: number } {
    return { host: this.host, port: this.port };
  }

  /** How many connections pass through at present. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Ends every connection; new ones are relayed as before. */
  cut(): void {
    // Not with `resetAndDestroy`: if the other side ends the connection meanwhile, Node 20 loses it and never exits.
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  /** Ends every connection, and each new one as soon as it is made, until `restore`. */
  refuse(): void {
    this.#refusing = true;
    this.cut();
  }

  /** Swallows what the server sends, until `restore`: requests arrive, their answers are lost. */
  dropReplies(): void {
    this.#dropsReplies = true;
  }

  /** Swallows what the server sends on the connection that was made last, until that ends. */
  dropRepliesOfNewest(): void {
    const newest = [...this.#pairs].at(-1);
    if (newest) this.#deaf.add(newest);
  }

  /** Swallows what either side sends, until `restore`; connections stay open and new ones are accepted. */
  blackHole(): void {
    this.#dropsReplies = true;
    this.#dropsRequests = true;
  }

  /** Passes on every byte this many milliseconds late, in each direction. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Keeps back what the server sends, until `release`: it is under way for so long. */
  hold(): void {
    this.#held ??= [];
  }

  /** `hold` from the next request on that has this text. Resolves once it came. */
  holdFromNextRequest(text = /^/): Promise<void> {
    this.#holdsFrom = text;
    return new Promise((resolve) => {
      this.#holding = resolve;
    });
  }

  /** Passes on at one stroke what was kept back. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const forward of held) forward();
  }

  /** Ends every fault. Bytes that were swallowed stay lost, so the connections they were lost on are ended. */
  restore(): void {
    if (this.#dropsReplies || this.#dropsRequests) this.cut();
    this.#refusing = this.#dropsReplies = this.#dropsRequests = false;
    this.#delayMs = 0;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #relay(client: Socket, server: Socket): void {
    if (this.#refusing) {
      client.destroy();
      server.destroy();
      return;
    }
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as const]) {
      const isDropped =
        from === client ? () => this.#dropsRequests : () => this.#dropsReplies || this.#deaf.has(pair);
      const forward = (bytes: Buffer): void => void (to.writable && to.write(bytes));
      const late: Buffer[] = [];
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (isDropped()) return;
        if (from === server && this.#held !== undefined) return void this.#held.push(() => forward(bytes));
        if (from === client && this.#holdsFrom?.test(bytes.toString('latin1'))) {
          this.#holdsFrom = undefined;
          this.hold();
          this.#holding();
        }
        if (this.#delayMs === 0 && late.length === 0) return forward(bytes);
        // Whichever timer fires, the oldest goes first: nothing overtakes, not even once the delay is over.
        late.push(bytes);
        setTimeout(() => forward(late.shift()!), this.#delayMs);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#pairs.delete(pair);
        this.#deaf.delete(pair);
        to.destroy();
      });
    }
  }
}

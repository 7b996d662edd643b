import type { AdminOptions } from '@halyard/admin';
import type { Backend } from '@halyard/core';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { PageServer, type Seed } from './page-server.js';
import { Visitor } from './visitor.js';

/** How a visitor comes. */
export interface VisitOptions {
  /** Whom the server takes them for, see {@link PageServer}. @default "ana" */
  readonly actor?: string;
  /** The width of the window in CSS pixels; it is 800 high. @default 1280 */
  readonly width?: number;
  /** @default "light" */
  readonly colorScheme?: 'light' | 'dark';
}

let browser: Promise<Browser> | undefined;

// Once, after all files, unless Mocha runs each file by itself in a worker: there it ends with the worker.
after('close the browser', async () => {
  if (process.env['MOCHA_WORKER_ID'] === undefined) await (await browser)?.close();
});

/**
 * What a suite needs to test the page: a real Chromium, which all suites of this process share, and servers and
 * visitors, which end with the test. A test fails if a visitor met trouble that it did not expect.
 */
export class PageSuite {
  readonly #visitors: Visitor[] = [];
  readonly #cleanups: (() => unknown)[] = [];

  constructor() {
    before('start the browser', async () => {
      await (browser ??= launchChromium());
    });
    afterEach('no trouble in the browser', () => this.#cleanUp());
  }

  /** Starts a server of the page over these flags. */
  async serve(backend: Backend | Seed, options: Partial<AdminOptions> = {}): Promise<PageServer> {
    const server = await PageServer.start(backend, options);
    this.defer(() => server.stop());
    return server;
  }

  /** Opens an address as a new visitor, with a separate browser profile. */
  async visit(url: string, options: VisitOptions = {}): Promise<Visitor> {
    if (browser === undefined) throw new Error('the browser is started before the first test');
    const context = await (
      await browser
    ).newContext({
      viewport: { width: options.width ?? 1280, height: 800 },
      colorScheme: options.colorScheme ?? 'light',
      reducedMotion: 'reduce',
      extraHTTPHeaders: { 'x-actor': options.actor ?? 'ana' },
    });
    context.setDefaultTimeout(8000);
    const visitor = new Visitor(context, await context.newPage(), new URL(url).origin);
    this.#visitors.push(visitor);
    await visitor.watch();
    await visitor.page.goto(url);
    return visitor;
  }

  /** Runs after the test, when its visitors have left, last given first. */
  defer(cleanup: () => unknown): void {
    this.#cleanups.unshift(cleanup);
  }

  async #cleanUp(): Promise<void> {
    const visitors = this.#visitors.splice(0);
    await Promise.all(visitors.map((visitor) => visitor.leave()));
    for (const cleanup of this.#cleanups.splice(0)) await cleanup();
    const troubles = visitors.flatMap((visitor) => visitor.troubles);
    expect(troubles, 'troubles in the browser').to.deep.equal([]);
  }
}

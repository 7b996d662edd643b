import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

const TELL_BREACHES = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('Content-Security-Policy: ' + event.violatedDirective + ' forbids ' + event.blockedURI))`;

/** One person at a browser window. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #origin: string;
  readonly #met: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(context: BrowserContext, page: Page, origin: string) {
    this.#context = context;
    this.page = page;
    this.#origin = origin;
  }

  /** What went wrong in this window: errors, breaches of the Content-Security-Policy, requests to other hosts. */
  get troubles(): readonly string[] {
    return this.#met.filter((trouble) => !this.#expected.some((pattern) => pattern.test(trouble)));
  }

  /** Takes trouble of this kind for what the test is about, such as `/status of 412/`. */
  expects(trouble: RegExp): void {
    this.#expected.push(trouble);
  }

  /** Begins to listen for trouble. */
  async watch(): Promise<void> {
    this.page.on('pageerror', (error) => this.#met.push(`thrown: ${error.message}`));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.#met.push(`console: ${message.text()}`);
    });
    this.#context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && origin !== this.#origin)
        this.#met.push(`asked another host: ${request.url()}`);
    });
    await this.page.addInitScript({ content: TELL_BREACHES });
  }

  /** What axe finds against WCAG 2.2 AA and good practice; empty is good. */
  async accessibilityViolations(): Promise<readonly string[]> {
    const axe = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'] });
    // The page has no frames, for which alone axe would need a window of its own.
    const { violations } = await axe.setLegacyMode().analyze();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary}`),
    );
  }

  /** By how many pixels the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

import { launchChromium } from '../../scripts/chromium.mjs';
import { serveApp } from '../support/serve-app.js';

/** What a page of another origin can read of an answer. */
export interface PageReading {
  readonly status: number;
  readonly body: string;
}

/** Has a page of another origin ask for a URL in a real browser, with a preflight. Rejects if CORS hides the answer. */
export async function askAcrossOrigins(url: string): Promise<PageReading> {
  const other = await serveApp((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>other</title>'),
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(other.origin);
    return await page.evaluate(async (target) => {
      // A method and a header of its own, so that the browser asks with OPTIONS first.
      const response = await fetch(target, { method: 'PUT', headers: { 'X-Example': '1' } });
      return { status: response.status, body: await response.text() };
    }, url);
  } finally {
    await browser.close();
    await other.close();
  }
}

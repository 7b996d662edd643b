import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

const BAD = 'rgb(179, 38, 30)';
const WARN = 'rgb(154, 91, 0)';

function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`);
}

describe('what the colours of the list mean', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    server = await suite.serve({
      alpha: 'on',
      export_down: { kind: 'kill-switch', enabled: false, description: 'Stops exports' },
      sale: { rules: [{ schedule: { from: '2100-01-01T00:00:00Z' } }] },
    });
  });

  const toggle = (page: Page | Locator, checked: boolean): Locator =>
    page.getByRole('switch', { name: 'export_down', checked });
  const isDown = (): boolean => server.flags.isEnabled('export_down');

  it('is switched on only after a confirmation, and is then red, an outage and the first of the list', async () => {
    const { page } = await suite.visit(server.url);
    await toggle(page, false).click();
    const dialog = page.getByRole('dialog', { name: 'Start an outage with export_down?' });
    await dialog.getByText('Stops exports.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await toggle(page, false).click();
    expect(isDown()).to.equal(false);
    await dialog.getByRole('button', { name: 'Switch on: answer 503' }).click();
    await until('it is on', isDown);
    const first = page.getByRole('row').nth(1);
    await toggle(first, true).waitFor();
    await first.getByText('Outage: 503 for everyone').waitFor();
    expect(await styleOf(page, '.row-outage', 'color')).to.equal(BAD);
    expect(await styleOf(page, '[aria-label=export_down]', 'backgroundColor')).to.equal(BAD);
  });

  it('is switched off at once, and the undo asks again', async () => {
    await server.flags.enable('export_down');
    const { page } = await suite.visit(server.url);
    await toggle(page, true).click();
    await until('it is off', () => !isDown());
    await page.getByRole('button', { name: 'Undo' }).click();
    await page
      .getByRole('dialog', { name: 'Start an outage with export_down?' })
      .getByRole('button', { name: 'Switch on: answer 503' })
      .click();
    await until('it is on', isDown);
  });

  it('shows a flag whose schedule has not started in the colour of warnings, not green', async () => {
    const { page } = await suite.visit(server.url);
    const row = page.getByRole('row').filter({ hasText: 'sale' });
    await row.getByText('Scheduled: off until 1 Jan 2100').waitFor();
    expect(await styleOf(page, '.row-scheduled', 'color')).to.equal(WARN);
    expect(await styleOf(page, '[aria-label=sale]', 'backgroundColor')).to.equal(WARN);
  });
});

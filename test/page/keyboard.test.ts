import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

describe('the page by keyboard alone', () => {
  const suite = new PageSuite();
  let server: PageServer;
  let page: Page;
  beforeEach(async () => {
    server = await suite.serve({ alpha: 'on', beta: '25%' });
    ({ page } = await suite.visit(server.url));
    await page.getByRole('table').waitFor();
  });

  /** What has the focus, by its text or its label. */
  const focused = (): Promise<string> =>
    page.evaluate<string>(
      `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()`,
    );

  async function tabTo(wanted: string): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused()) === wanted) return;
    }
    expect.fail(`Tab does not lead to "${wanted}"`);
  }

  it('finds, switches, takes back, and opens a flag', async () => {
    await page.keyboard.press('/');
    expect(await focused()).to.equal('Search flags');
    await page.keyboard.type('bet');
    await until('one is left', async () => (await page.getByRole('switch').count()) === 1);
    await tabTo('beta');
    await page.keyboard.press('Space');
    await until('it is off', () => server.flags.definition('beta')?.definition.enabled === false);
    await tabTo('Undo');
    await page.keyboard.press('Enter');
    await until('it is as it was', () => server.flags.definition('beta')?.text === '25%');
    await page.getByRole('link', { name: 'beta', exact: true }).focus();
    await page.keyboard.press('Enter');
    await until('the heading has the focus', async () => (await focused()) === 'beta');
  });

  it('goes from flag to flag by the arrow keys, in the column where it is', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).to.equal('alpha');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).to.equal('beta');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).to.equal('beta');
    await page.keyboard.press('Home');
    expect(await focused()).to.equal('alpha');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).to.equal('Search flags');
    await page.getByRole('switch', { name: 'alpha' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await until('beta is off', () => server.flags.definition('beta')?.definition.enabled === false);
  });

  it('reaches the last of many flags, which is not rendered, by End', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => [`flag_${i}`, 'on'] as const);
    await server.flags.setMany(Object.fromEntries(many));
    await page.getByText('1,002 flags').first().waitFor();
    await page.getByRole('link', { name: 'alpha', exact: true }).focus();
    await page.keyboard.press('End');
    await until('the last has the focus', async () => (await focused()) === 'flag_999');
    await page.keyboard.press('Home');
    await until('the first has the focus', async () => (await focused()) === 'alpha');
  });

  it('shows the keys by ?, but not while typing', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('?');
    expect(await page.getByRole('dialog').count()).to.equal(0);
    await page.getByRole('link', { name: 'Flags', exact: true }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Search the flags').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('takes the last change back by Ctrl+Z', async () => {
    await page.getByRole('switch', { name: 'alpha' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('alpha is switched off').waitFor();
    await page.keyboard.press('Control+z');
    await until('it is on', () => server.flags.definition('alpha')?.text === 'on');
  });

  it('leaves a dialog by Escape, back to where it was opened, with nothing done', async () => {
    await tabTo('New flag');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New flag' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).to.equal('New flag');
  });

  it('skips what is above the content', async () => {
    await page.keyboard.press('Tab');
    expect(await focused()).to.equal('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).to.equal('main');
  });

  it('saves a flag by Ctrl+S', async () => {
    await page.goto(`${server.url}#/flags/alpha`);
    await until('the heading has the focus', async () => (await focused()) === 'alpha');
    await page.getByRole('textbox', { name: 'Owner' }).focus();
    await page.keyboard.type('team-a');
    await page.keyboard.press('Control+s');
    await until('it is stored', () => server.flags.definition('alpha')?.definition.owner === 'team-a');
  });
});

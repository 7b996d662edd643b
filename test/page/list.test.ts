import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';
import type { PageServer, Seed } from './page-server.js';

const SHOP: Seed = {
  new_checkout: { description: 'The one-page checkout', owner: 'team-checkout', tags: ['checkout'] },
  gift_cards: { tags: ['checkout'], rules: [{ rollout: 50 }] },
  export_down: { description: 'Closes the export', permanent: true, enabled: false, tags: ['operations'] },
  invoice_pdf: { expires: '2020-01-01' },
};

describe('the list', () => {
  const suite = new PageSuite();
  let server: PageServer;

  async function open(seed: Seed = SHOP, query = ''): Promise<Page> {
    // Only what people write by hand, as in variables, can be broken.
    const byHand = new EnvBackend({ env: seed === SHOP ? { FEATURE_BROKEN: 'ture' } : {} });
    server = await suite.serve(new CompositeBackend([new MemoryBackend(seed), byHand]));
    const { page } = await suite.visit(`${server.url}${query}`);
    await page.getByRole('table', { name: 'Flags' }).waitFor();
    return page;
  }
  const row = (page: Page, name: string): Locator =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  const names = (page: Page): Promise<string[]> => page.locator('.cell-name a').allTextContents();
  const shows = (page: Page, wanted: readonly string[]): Promise<unknown> =>
    until(`the list shows ${wanted.join(', ') || 'nothing'}`, async () => {
      const shown = await names(page);
      return shown.join() === wanted.join()
        ? true
        : Promise.reject(new Error(`it shows ${shown.join(', ')}`));
    });

  it('shows when each flag was last changed and used, and has the longest unused first if asked', async () => {
    const page = await open({ new_checkout: true, gift_cards: '50%' });
    expect(await row(page, 'new_checkout').textContent()).to.match(/just now$/);
    expect(await page.getByRole('columnheader', { name: 'Used' }).count()).to.equal(0);
    await server.flags.reportUsage([{ name: 'gift_cards', count: 1204, isFirst: true }]);
    await page.reload();
    await page.getByRole('columnheader', { name: 'Used' }).waitFor();
    expect(await row(page, 'new_checkout').textContent()).to.match(/just nownot used$/);
    expect(await row(page, 'gift_cards').textContent()).to.match(/just nowjust now$/);
    await page.getByLabel('Order').selectOption('Longest unused first');
    await shows(page, ['new_checkout', 'gift_cards']);
    await page.getByRole('link', { name: 'gift_cards' }).click();
    await page
      .getByText('1,204 evaluations in the last hour, last just now, 1 process', { exact: true })
      .waitFor();
  });

  it('is filtered by owner', async () => {
    const page = await open();
    await page.getByLabel('Owner').selectOption('team-checkout');
    await shows(page, ['new_checkout']);
    expect(page.url()).to.match(/\?owner=team-checkout$/);
  });

  it('names the environment with its colour, of which the server is asked', async () => {
    const environment = { name: 'production', color: '#b3261e' };
    const { url } = await suite.serve({ alpha: 'on' }, { environment });
    const { page } = await suite.visit(url);
    await page.getByRole('banner').getByText('production', { exact: true }).waitFor();
    const border = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('header')).borderTop",
    );
    expect(border).to.equal('4px solid rgb(179, 38, 30)');
    expect(await page.title()).to.equal('Flags · production');
  });

  it('shows every flag with what it gives, to whom, and what is wrong with it', async () => {
    const page = await open();
    expect(await names(page)).to.deep.equal([
      'broken',
      'export_down',
      'gift_cards',
      'invoice_pdf',
      'new_checkout',
    ]);
    expect(await row(page, 'new_checkout').textContent()).to.match(/The one-page checkout.*On for everyone/);
    expect(await row(page, 'gift_cards').textContent()).to.match(/On for 50\s?%/);
    expect(await row(page, 'export_down').textContent()).to.match(/Off for everyone.*permanent/);
    expect(await row(page, 'invoice_pdf').textContent()).to.include('expired');
    const problem = await row(page, 'broken').getByText('problem').getAttribute('title');
    expect(problem).to.include('FEATURE_BROKEN (4 characters)').and.not.include('ture');
    for (const [name, checked] of [
      ['new_checkout', true],
      ['export_down', false],
    ] as const) {
      await page.getByRole('switch', { name, exact: true, checked }).waitFor();
    }
  });

  it('shows a change that is made elsewhere at once', async () => {
    const page = await open();
    await page.getByRole('status', { name: 'Live changes' }).getByText('Live').waitFor();
    await server.flags.set('new_checkout', '25%');
    await row(page, 'new_checkout')
      .getByText(/25\s?%/)
      .waitFor();
    await server.flags.set('another', 'on');
    await row(page, 'another').waitFor();
    await server.flags.delete('another');
    await row(page, 'another').waitFor({ state: 'detached' });
  });

  it('finds flags by name, description, owner and tag', async () => {
    const page = await open();
    const search = page.getByRole('searchbox', { name: 'Search flags' });
    for (const [text, found] of [
      ['gift', ['gift_cards']],
      ['one-page', ['new_checkout']],
      ['TEAM-CHECKOUT', ['new_checkout']],
      ['operations', ['export_down']],
      ['nothing like it', []],
    ] as const) {
      await search.fill(text);
      await shows(page, found);
    }
    await page.getByRole('button', { name: 'Show all flags' }).click();
    expect(await names(page)).to.have.length(5);
  });

  it('filters by state, tag and what needs attention, and orders', async () => {
    const page = await open();
    const choose = (label: string, option: string): Promise<unknown> =>
      page.getByRole('combobox', { name: label }).selectOption(option);
    await choose('State', 'By rules');
    await shows(page, ['gift_cards']);
    await choose('State', 'Any state');
    await choose('Tag', 'checkout');
    await shows(page, ['gift_cards', 'new_checkout']);
    await choose('Order', 'Name, Z to A');
    await shows(page, ['new_checkout', 'gift_cards']);
    await choose('Tag', 'Any tag');
    await choose('Attention', 'Stale');
    await shows(page, ['invoice_pdf']);
    await choose('Attention', 'With a problem');
    await shows(page, ['broken']);
  });

  it('keeps search and filters in its address, to share and to go back to', async () => {
    const page = await open(SHOP, '#/flags?search=c&tag=checkout');
    await shows(page, ['gift_cards', 'new_checkout']);
    await page.getByRole('searchbox').fill('gift');
    await until('the address says so', () => page.url().endsWith('#/flags?search=gift&tag=checkout'));
    await page.getByRole('link', { name: 'gift_cards' }).click();
    await page.getByRole('heading', { name: 'gift_cards' }).waitFor();
    await page.goBack();
    await shows(page, ['gift_cards']);
  });

  it('renders only what is in sight of a thousand flags, and finds and scrolls to any', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => [`flag_${String(i).padStart(3, '0')}`, '25%']);
    const page = await open(Object.fromEntries(many) as Seed);
    await page.getByText('1,000 flags').first().waitFor();
    const rows = page.locator('.table').getByRole('row');
    expect(await rows.count()).to.be.lessThan(80);
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    await row(page, 'flag_999').waitFor();
    expect(await rows.count()).to.be.lessThan(80);
    expect(await row(page, 'flag_999').getAttribute('aria-rowindex')).to.equal('1001');
    await page.getByRole('searchbox').fill('777');
    await shows(page, ['flag_777']);
  });
});

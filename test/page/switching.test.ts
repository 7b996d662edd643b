import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';
import type { PageServer } from './page-server.js';

describe('the switch of a flag', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    server = await suite.serve({ new_checkout: '25%', beta: 'on' });
  });

  const toggle = (page: Page, checked: boolean): Locator =>
    page.getByRole('switch', { name: 'new_checkout', exact: true, checked });
  const text = (): string | undefined => server.flags.definition('new_checkout')?.text;

  it('switches it off by one click and keeps its rules, and on again', async () => {
    const { page } = await suite.visit(server.url);
    await toggle(page, true).click();
    await page.getByRole('status', { name: 'Messages' }).getByText('new_checkout is switched off').waitFor();
    expect(server.flags.isEnabled('new_checkout', { targetingKey: 'alice' })).to.equal(false);
    await toggle(page, false).click();
    await until('it is on', () => server.flags.isEnabled('new_checkout', { targetingKey: 'alice' }));
    const [last] = (await server.flags.history({ limit: 1 }))!;
    expect(last).to.include({ name: 'new_checkout', actor: 'ana' });
  });

  it('shows the change before the server has confirmed it', async () => {
    const { page } = await suite.visit(server.url);
    await toggle(page, true).waitFor();
    let confirm = (): void => {};
    const held = new Promise<void>((resolve) => (confirm = resolve));
    await page.route('**/disable*', async (route) => {
      await held;
      await route.continue();
    });
    await toggle(page, true).click();
    await toggle(page, false).waitFor();
    expect(text()).to.equal('25%');
    confirm();
    await page.getByText('new_checkout is switched off').waitFor();
    expect(text()).to.include('"enabled":false');
  });

  it('is taken back by Undo in the message', async () => {
    const { page } = await suite.visit(server.url);
    await toggle(page, true).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await toggle(page, true).waitFor();
    await until('it is as it was', () => text() === '25%');
  });

  it('goes back, and says why, when the server can not store the change', async () => {
    const visitor = await suite.visit(server.url);
    visitor.expects(/status of 500/);
    const { page } = visitor;
    const detail = 'the disk is full';
    const body = JSON.stringify({ title: 'Error', status: 500, detail, code: 'BACKEND_FAILED' });
    await page.route('**/disable*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body }),
    );
    await toggle(page, true).click();
    await page.getByText(/Could not switch it off \(new_checkout\)\. The disk is full/).waitFor();
    await toggle(page, true).waitFor();
    expect(text()).to.equal('25%');
  });

  it('shows in another browser at once', async () => {
    const [ana, bob] = await Promise.all([
      suite.visit(server.url, { actor: 'ana' }),
      suite.visit(server.url, { actor: 'bob' }),
    ]);
    await toggle(bob.page, true).waitFor();
    await toggle(ana.page, true).click();
    await toggle(bob.page, false).waitFor();
    await toggle(bob.page, false).click();
    await toggle(ana.page, true).waitFor();
  });

  it('overwrites nothing when another user changed the flag first: shows both versions', async () => {
    const visitor = await suite.visit(server.url);
    visitor.expects(/status of 412/);
    const { page } = visitor;
    await toggle(page, true).waitFor();
    // What is on its way has not arrived yet, as on a slow line.
    await page.route('**/disable*', async (route) => {
      await server.flags.set('new_checkout', 'users:carol', { actor: 'bob' });
      await route.continue();
    });
    await toggle(page, true).click();
    const dialog = page.getByRole('dialog', { name: 'Another user changed new_checkout' });
    await dialog.getByRole('region', { name: 'Theirs, stored now' }).getByText(/carol/).waitFor();
    await dialog
      .getByRole('region', { name: 'Mine, not stored' })
      .getByText(/enabled/)
      .waitFor();
    expect(text()).to.equal('users:carol');
    await page.unroute('**/disable*');
    await dialog.getByRole('button', { name: 'Apply mine on top' }).click();
    await until('it is off', () => !server.flags.isEnabled('new_checkout', { targetingKey: 'carol' }));
    expect(text(), 'theirs is still there').to.include('carol');
  });

  it('says so when an enabled flag serves off to everyone all the same', async () => {
    await server.flags.set('new_checkout', { enabled: false, default: false });
    const { page } = await suite.visit(server.url);
    await toggle(page, false).click();
    await page
      .getByText(
        'new_checkout is enabled but serves off to everyone: its default is false and it has no rules',
      )
      .waitFor();
    await toggle(page, true).waitFor();
  });

  it('offers the invalid text that it replaced', async () => {
    const { page } = await suite.visit(server.url);
    await page.route('**/disable*', async (route) => {
      const response = await route.fetch();
      const record = (await response.json()) as object;
      await route.fulfill({ response, json: { ...record, replaced: 'ture' } });
    });
    await toggle(page, true).click();
    await page.getByText('new_checkout is switched off. Its invalid text was replaced').waitFor();
    await page.getByRole('button', { name: 'Copy that text' }).click();
    // Either it is copied, or the browser forbids that and the message shows it.
    await page.getByText(/^The replaced text is copied|The replaced text is ture$/).waitFor();
  });

  it('is off for a disabled flag whose default is on', async () => {
    await server.flags.set('new_checkout', { default: true, rules: [{ users: ['eve'], serve: false }] });
    const { page } = await suite.visit(server.url);
    await toggle(page, true).click();
    await page.getByText('new_checkout is switched off').waitFor();
    const row = page.getByRole('row').filter({ has: toggle(page, false) });
    await row.getByText('Off for everyone', { exact: true }).waitFor();
    expect(server.flags.isEnabled('new_checkout', { targetingKey: 'alice' })).to.equal(false);
  });
});

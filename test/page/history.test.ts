import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

describe('the history of a flag', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    server = await suite.serve({});
    await server.flags.set('beta', 'users:alice', { actor: 'ana', comment: 'try it' });
    await server.flags.set('beta', '25%', { actor: 'bob', comment: 'a first quarter' });
    await server.flags.set('beta', '50%', { actor: 'carol' });
  });

  async function changes(): Promise<Locator> {
    const { page } = await suite.visit(`${server.url}#/flags/beta/history`);
    const list = page.getByRole('region', { name: 'History' }).getByRole('listitem');
    await list.first().waitFor();
    return list;
  }
  const text = (): string | undefined => server.flags.definition('beta')?.text;

  it('shows in words who changed what and why, newest first, and the difference on demand', async () => {
    const list = await changes();
    expect(await list.count()).to.equal(3);
    expect(await list.nth(0).textContent()).to.match(/^25% → 50% by carol/);
    expect(await list.nth(1).textContent()).to.match(/by bob.*“a first quarter”/);
    expect(await list.nth(2).textContent()).to.match(/^Created: on for alice by ana.*“try it”/);
    expect(await list.nth(1).locator('del').isVisible()).to.equal(false);
    await list.nth(1).getByText('Details', { exact: true }).click();
    await list.nth(1).locator('del').waitFor();
    expect(await list.nth(1).locator('del').textContent()).to.equal('users:alice');
    expect(await list.nth(1).locator('ins').textContent()).to.equal('25%');
  });

  it('grows while it is looked at', async () => {
    const list = await changes();
    await server.flags.set('beta', 'off', { actor: 'dave' });
    await list.filter({ hasText: 'by dave' }).waitFor();
    expect(await list.count()).to.equal(4);
  });

  it('undoes the last change, after showing what that changes', async () => {
    const list = await changes();
    await list.nth(0).getByRole('button', { name: 'Undo this change…' }).click();
    const dialog = list.page().getByRole('dialog', { name: 'Undo the last change of beta?' });
    expect(await dialog.locator('ins').textContent()).to.equal('25%');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('too soon');
    await dialog.getByRole('button', { name: 'Undo the change' }).click();
    await until('it is undone', () => text() === '25%');
    await list.first().getByText('“too soon”').waitFor();
  });

  it('goes back to any version', async () => {
    const list = await changes();
    await list.nth(2).getByRole('button', { name: 'Go back to this version…' }).click();
    await list.page().getByRole('button', { name: 'Go back', exact: true }).click();
    await until('it is what it was', () => text() === 'users:alice');
  });

  it('brings a deleted flag back', async () => {
    await server.flags.delete('beta', { actor: 'carol' });
    const list = await changes();
    await list.nth(0).getByRole('button', { name: 'Undo this change…' }).click();
    await list.page().getByRole('button', { name: 'Undo the change' }).click();
    await until('it is there again', () => text() === '50%');
  });

  it('is shown of all flags together', async () => {
    await server.flags.set('other', 'on', { actor: 'erin' });
    const { page } = await suite.visit(`${server.url}#/changes`);
    const first = page.getByRole('listitem').filter({ hasText: 'by erin' });
    await first.getByRole('link', { name: 'other' }).click();
    await page.getByRole('heading', { name: 'other' }).waitFor();
  });
});

import { expect } from 'chai';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';

describe('the planned changes of a flag', () => {
  const suite = new PageSuite();

  it('are made, shown and cancelled', async () => {
    const server = await suite.serve({ sale: false });
    const visitor = await suite.visit(`${server.url}#/flags/sale`);
    visitor.expects(/status of 400/);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Plan…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Plan a change of sale' });
    await dialog.getByLabel('At', { exact: true }).fill('2020-01-01T08:00');
    await dialog.getByRole('button', { name: 'Plan the change' }).click();
    await dialog.getByText('must be in the future').waitFor();
    await dialog.getByLabel('At', { exact: true }).fill('2100-12-01T08:00');
    await dialog.getByLabel('Reason').fill('it begins');
    await dialog.getByRole('button', { name: 'Plan the change' }).click();
    const list = page.getByRole('region', { name: 'Planned changes' });
    await list.getByText('Will be switched on').waitFor();
    const [planned] = server.flags.planned();
    expect(planned).to.deep.include({
      flag: 'sale',
      change: { enabled: true },
      actor: 'ana',
      comment: 'it begins',
    });
    await list.getByRole('button', { name: 'Cancel this change' }).click();
    await until('it is cancelled', () => server.flags.planned().length === 0);
    await list.waitFor({ state: 'detached' });
  });
});

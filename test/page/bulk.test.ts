import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';
import type { Visitor } from './visitor.js';

describe('several flags at once', () => {
  const suite = new PageSuite();
  let server: PageServer;
  let visitor: Visitor;
  let page: Page;
  beforeEach(async () => {
    server = await suite.serve({
      alpha: 'off',
      beta: { enabled: false, tags: ['old'], rules: [{ rollout: 25 }] },
      gamma: 'on',
      export_down: { kind: 'kill-switch', enabled: false },
    });
    visitor = await suite.visit(server.url);
    ({ page } = visitor);
    await page.getByRole('table').waitFor();
  });

  const choose = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  };
  const bar = () => page.getByRole('region', { name: 'Selected flags' });
  const press = (name: string) => bar().getByRole('button', { name, exact: true }).click();
  const text = (name: string): string | undefined => server.flags.definition(name)?.text;

  it('are switched by one write with a reason, and as they were after Undo', async () => {
    await choose('alpha', 'beta', 'gamma');
    await bar().getByText('3 flags selected').waitFor();
    await bar().getByRole('textbox', { name: 'Comment' }).fill('launch');
    await press('Switch on');
    await page.getByText('3 flags are switched on').waitFor();
    expect(text('alpha')).to.equal('on');
    expect(server.flags.definition('beta')?.definition).to.deep.equal({
      tags: ['old'],
      rules: [{ rollout: 25 }],
    });
    const history = (await server.flags.history())!.map(({ name, actor, comment }) => [name, actor, comment]);
    expect(history).to.have.deep.members([
      ['alpha', 'ana', 'launch'],
      ['beta', 'ana', 'launch'],
    ]);
    expect(await bar().count()).to.equal(0);
    await page.getByRole('switch', { name: 'beta', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('they are as before', () => text('alpha') === 'off' && text('beta')?.includes('enabled'));
  });

  it('get a tag, and lose one', async () => {
    await choose('alpha', 'beta');
    await press('Tag…');
    await page.getByRole('textbox', { name: 'Tag' }).fill('q3');
    await page.keyboard.press('Enter');
    await page.getByText('2 flags are tagged q3').waitFor();
    expect(server.flags.definition('beta')?.definition.tags).to.deep.equal(['old', 'q3']);
    await choose('alpha', 'beta');
    await press('Tag…');
    await page.getByRole('textbox', { name: 'Tag' }).fill('old');
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('2 flags are without the tag old').waitFor();
    expect(server.flags.definition('beta')?.definition.tags).to.deep.equal(['q3']);
  });

  it('are all left as they are if another user changed one of them first', async () => {
    visitor.expects(/status of 409/);
    await choose('alpha', 'beta');
    // The page does not learn of it before it sends its own change.
    await page.route('**/api/v1/changes', async (route) => {
      await server.flags.set('beta', '50%');
      await route.continue();
    });
    await press('Switch on');
    await page.getByText(/flag "beta" was changed in the meantime.*Nothing was changed\./i).waitFor();
    expect(text('alpha')).to.equal('off');
    expect(text('beta')).to.equal('50%');
  });

  it('begin an outage only after a question', async () => {
    await choose('alpha', 'export_down');
    await press('Switch on');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(text('alpha')).to.equal('off');
    await bar().getByText('2 flags selected').waitFor();
  });

  it('are those that the search leaves', async () => {
    await page.getByRole('checkbox', { name: 'Select all flags shown' }).check();
    await bar().getByText('4 flags selected').waitFor();
    await page.getByLabel('Search flags').fill('alp');
    await bar().getByText('1 flag selected').waitFor();
    await press('Clear');
    await bar().waitFor({ state: 'detached' });
  });

  it('can not be selected by a user who may only look', async () => {
    const rita = await suite.visit(server.url, { actor: 'rita' });
    await rita.page.getByRole('table').waitFor();
    expect(await rita.page.getByRole('checkbox').count()).to.equal(0);
  });
});

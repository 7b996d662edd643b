import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

describe('two people who edit one flag', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    server = await suite.serve({ layout: { description: 'How it looks', owner: 'team-a' } });
  });

  const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
  const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click();
  const definition = (): FlagDefinition => server.flags.definition('layout')!.definition;

  /** Ana and bob, each with something else entered in the editor of the same flag. */
  async function both(): Promise<{ ana: Page; bob: Page }> {
    const url = `${server.url}#/flags/layout`;
    const [ana, bob] = await Promise.all([
      suite.visit(url, { actor: 'ana' }),
      suite.visit(url, { actor: 'bob' }),
    ]);
    bob.expects(/status of 412/);
    await field(ana.page, 'Owner').fill('team-of-ana');
    await field(bob.page, 'Description').fill('As bob would have it');
    return { ana: ana.page, bob: bob.page };
  }

  it('learn of each other while they edit, and keep what they have entered', async () => {
    const { ana, bob } = await both();
    await save(ana);
    await bob.getByText('Another user changed this flag while you edit').waitFor();
    expect(await field(bob, 'Description').inputValue()).to.equal('As bob would have it');
    await ana.getByText('layout is saved').waitFor();
    expect(definition()).to.deep.equal({ description: 'How it looks', owner: 'team-of-ana' });
  });

  it('overwrite nothing: the second sees both versions, and may put theirs on top', async () => {
    const { ana, bob } = await both();
    await save(ana);
    await ana.getByText('layout is saved').waitFor();
    await save(bob);
    const dialog = bob.getByRole('dialog', { name: 'Another user changed this flag' });
    await dialog
      .getByText(/team-of-ana/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'What I changed' }).click();
    await dialog
      .getByText(/As bob would have it/)
      .first()
      .waitFor();
    expect(definition(), 'still as ana saved it').to.deep.equal({
      description: 'How it looks',
      owner: 'team-of-ana',
    });
    await dialog.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
    await dialog.waitFor({ state: 'detached' });
    await save(bob);
    await until('what bob changed is stored', () => definition().description === 'As bob would have it');
    expect(definition().owner, 'what ana changed is still there').to.equal('team-of-ana');
    const actors = (await server.flags.history({ name: 'layout' }))!.map(({ actor }) => actor);
    expect(actors.slice(0, 2)).to.deep.equal(['bob', 'ana']);
  });

  it('may give theirs up', async () => {
    const { ana, bob } = await both();
    await save(ana);
    await ana.getByText('layout is saved').waitFor();
    await save(bob);
    await bob.getByRole('button', { name: 'Take theirs' }).click();
    await until(
      'the field is as ana left it',
      async () => (await field(bob, 'Owner').inputValue()) === 'team-of-ana',
    );
    expect(await field(bob, 'Description').inputValue()).to.equal('How it looks');
  });
});

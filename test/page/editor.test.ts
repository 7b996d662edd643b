import { expect } from 'chai';
import { until } from '../support/until.js';
import { button, EditorSuite, textbox } from './editor-suite.js';

describe('the editor', () => {
  const suite = new EditorSuite();

  it('adds a rule with a rollout, a list of users, a condition and a schedule', async () => {
    const page = await suite.edit({ rules: [] });
    await button(page, 'Add rule').click();
    const rule = page.getByRole('group', { name: 'Rule 1', exact: true });
    await button(rule, 'Add user list').click();
    await textbox(rule, 'Users').fill('alice, bob');
    await button(rule, 'Add rollout').click();
    await textbox(rule, 'Percent').fill('25');
    await button(rule, 'Add conditions').click();
    const condition = rule.getByRole('group', { name: 'Condition 1', exact: true });
    await condition.getByRole('combobox', { name: 'Attribute' }).fill('plan');
    await textbox(condition, 'Value').fill('pro');
    await button(rule, 'Add schedule').click();
    await rule.getByLabel('Starts').fill('2026-12-01T08:00');
    await suite.save(page);
    const [made] = suite.stored().rules!;
    expect(made).to.deep.include({ users: ['alice', 'bob'], rollout: 25 });
    expect(made!.when).to.deep.include({ plan: 'pro' });
    expect(made!.schedule!.from).to.match(/^2026-12-01T\d\d:/);
  });

  it('makes variants and splits people between them', async () => {
    const page = await suite.edit('on');
    await page.getByRole('combobox', { name: 'Type', exact: true }).selectOption('named variants');
    for (const [index, name] of ['list', 'grid', 'cards'].entries()) {
      if (index === 2) await button(page, 'Add variant').click();
      await textbox(page, `Name of variant ${index + 1}`).fill(name);
      await textbox(page, `Value of variant ${index + 1}`).fill(`"the ${name}"`);
    }
    await page.getByRole('combobox', { name: 'Default', exact: true }).selectOption('grid');
    await page.getByRole('combobox', { name: 'Applies to' }).selectOption('rules');
    if ((await page.getByRole('button', { name: /^Rule 1/ }).count()) === 0)
      await button(page, 'Add rule').click();
    await page.getByRole('combobox', { name: 'Serves' }).selectOption('split');
    await textbox(page, 'Weight of list').fill('3');
    await textbox(page, 'Weight of grid').fill('1');
    await textbox(page, 'Weight of cards').fill('0');
    await suite.save(page);
    expect(suite.stored().variants).to.deep.equal({ list: 'the list', grid: 'the grid', cards: 'the cards' });
    expect(suite.stored().default).to.equal('grid');
    expect(suite.stored().rules![0]!.split).to.deep.include({ list: 3, grid: 1 });
  });

  it('shows what a user would get from the draft and why, before it is saved', async () => {
    const page = await suite.edit({ rules: [{ name: 'testers', users: ['alice'] }] });
    const answer = page.getByRole('status', { name: 'Answer' });
    await textbox(page, 'Targeting key').fill('alice');
    await answer.getByText(/alice gets on, because .*testers/).waitFor();
    await textbox(page, 'Targeting key').fill('bob');
    await answer.getByText(/bob gets off, because no rule matches/).waitFor();
    await textbox(page, 'Users').fill('alice, bob');
    await answer.getByText(/bob gets on/).waitFor();
    expect(suite.stored().rules![0]!.users, 'nothing is saved').to.deep.equal(['alice']);
  });

  it('keeps a comment in the history', async () => {
    const page = await suite.edit({ description: 'old' });
    await textbox(page, 'Description').fill('new');
    await suite.save(page, 'a better name');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('“a better name”').waitFor();
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.getByRole('listitem').first().textContent()).to.include('by ana');
  });

  it('says where raw JSON is wrong, and stores nothing then', async () => {
    const page = await suite.edit({ description: 'old' });
    await page.getByRole('tab', { name: 'JSON' }).click();
    const json = textbox(page, 'Definition in JSON');
    await json.fill('{ "rules": [{ "rollout": 250 }] }');
    await page
      .getByText(/rules\[0\]\.rollout/)
      .first()
      .waitFor();
    await json.fill('{ "rules": [');
    await page.getByText(/JSON/).first().waitFor();
    await button(page, 'Save').click({ force: true });
    expect(suite.stored()).to.deep.equal({ description: 'old' });
    await json.fill('{ "rules": [{ "rollout": 25 }] }');
    await suite.save(page);
    expect(suite.stored()).to.deep.equal({ rules: [{ rollout: 25 }] });
  });

  it('shows the same in the form and in JSON, whichever is edited', async () => {
    const page = await suite.edit({ owner: 'team-a' });
    await page.getByRole('tab', { name: 'JSON' }).click();
    await textbox(page, 'Definition in JSON').fill('{ "owner": "team-b", "permanent": true }');
    await page.getByRole('tab', { name: 'Form' }).click();
    expect(await textbox(page, 'Owner').inputValue()).to.equal('team-b');
    expect(await page.getByRole('checkbox', { name: 'Permanent' }).isChecked()).to.equal(true);
    await textbox(page, 'Owner').fill('team-c');
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(await textbox(page, 'Definition in JSON').inputValue()).to.include('team-c');
  });

  it('asks before what was entered is lost', async () => {
    const page = await suite.edit({ owner: 'team-a' });
    await textbox(page, 'Owner').fill('team-b');
    await page.getByRole('link', { name: 'All flags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await button(dialog, 'Keep editing').click();
    expect(await textbox(page, 'Owner').inputValue()).to.equal('team-b');
    await page.getByRole('link', { name: 'All flags' }).click();
    await button(dialog, 'Discard changes').click();
    await page.getByRole('table', { name: 'Flags' }).waitFor();
    expect(suite.stored().owner).to.equal('team-a');
  });

  it('makes a new flag, and refuses a name that is taken', async () => {
    const page = await suite.edit('on');
    await page.getByRole('link', { name: 'All flags' }).click();
    await button(page, 'New flag').click();
    await textbox(page, 'Name').fill('layout');
    await button(page, 'Go on').click();
    await page.getByRole('alert').waitFor();
    await textbox(page, 'Name').fill('fresh');
    await button(page, 'Go on').click();
    await page.getByRole('heading', { name: 'fresh' }).waitFor();
    expect(suite.server.flags.definition('fresh')).to.equal(undefined);
    await textbox(page, 'Description').fill('A new one');
    await button(page, 'Save').click();
    await until(
      'it is stored',
      () => suite.server.flags.definition('fresh')?.definition.description === 'A new one',
    );
  });
});

import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

describe('the other views', () => {
  const suite = new PageSuite();
  let server: PageServer;
  const button = (page: Page | Locator, name: string): Locator =>
    page.getByRole('button', { name, exact: true });

  it('list stale flags with the reason', async () => {
    server = await suite.serve({
      old: { expires: '2020-01-01', owner: 'team-a' },
      current: { expires: '2999-01-01' },
      kept: { expires: '2020-01-01', permanent: true },
    });
    const { page } = await suite.visit(`${server.url}#/stale`);
    await page.getByText('1 stale flag').waitFor();
    const items = page.getByRole('main').getByRole('listitem');
    expect(await items.count()).to.equal(1);
    expect(await items.textContent()).to.match(/old.*1 Jan 2020.*team-a/);
  });

  it('show the status of every layer, and which stored texts can not be used', async () => {
    const env = { FEATURE_BETA: 'ture', FEATURE_SEARCH: 'on' };
    server = await suite.serve(
      new CompositeBackend([new MemoryBackend({ other: 'on' }), new EnvBackend({ env })]),
    );
    const { page } = await suite.visit(`${server.url}#/status`);
    for (const layer of ['Memory', 'Env']) {
      const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: layer }) });
      await item.getByText('Live: changes arrive at once').waitFor();
    }
    const invalid = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'beta' }) });
    expect(await invalid.textContent())
      .to.match(/The text of FEATURE_BETA \(4 characters\)/)
      .and.not.include('ture');
  });

  it('show the overrides in the process of the server', async () => {
    server = await suite.serve({ beta: 'on' });
    server.flags.override('beta', false, { actor: 'ana', reason: 'incident 7' });
    const { page } = await suite.visit(`${server.url}#/status`);
    await page.getByText(/^Off since \d\d:\d\d by ana: incident 7\.$/).waitFor();
  });

  it('make, change and delete a segment, and say who uses it', async () => {
    server = await suite.serve({ beta: { rules: [{ when: { $segment: 'staff' } }] } });
    const visitor = await suite.visit(`${server.url}#/segments`);
    visitor.expects(/status of 422/);
    const { page } = visitor;
    await button(page, 'New segment').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('staff');
    await button(page, 'Go on').click();
    await button(page, 'Save segment').click();
    await page.getByText('Nothing is saved: a condition has no attribute or segment yet.').waitFor();
    await page.getByRole('combobox', { name: 'Attribute' }).fill('email');
    await page.getByRole('combobox', { name: 'Operator' }).selectOption({ label: 'ends with' });
    await page.getByRole('textbox', { name: 'Value' }).fill('@example.com');
    await button(page, 'Save segment').click();
    const isOn = (): boolean => server.flags.isEnabled('beta', { targetingKey: 'a', email: 'a@example.com' });
    await until('the flag follows', isOn);
    await page.getByText('Used by 1 flag').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    const condition = page.getByRole('textbox', { name: 'Condition (JSON)' });
    expect(JSON.parse(await condition.inputValue())).to.deep.equal({ email: { $endsWith: '@example.com' } });
    await condition.fill('{ "email": { "$like": 1 } }');
    await button(page, 'Save segment').click();
    await page
      .getByRole('alert')
      .getByText(/\$like/)
      .waitFor();
    await button(page, 'Delete…').click();
    await button(page.getByRole('dialog'), 'Delete segment').click();
    await until('it is gone', () => !isOn());
  });

  it('import a file after showing what it changes', async () => {
    server = await suite.serve({ kept: 'on', changed: 'off' });
    const { page } = await suite.visit(server.url);
    await button(page, 'Import…').click();
    const dialog = page.getByRole('dialog', { name: 'Import flags' });
    const file = (flags: object): { name: string; mimeType: string; buffer: Buffer } => ({
      name: 'flags.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(flags)),
    });
    const input = dialog.locator('input[type="file"]');
    await input.setInputFiles(file({ broken: 'ture' }));
    await dialog.getByText(/"broken": "ture" is not understood/).waitFor();
    await input.setInputFiles(file({ kept: 'on', changed: '25%', fresh: 'on' }));
    await dialog.getByText('2 changes; 1 the same already').waitFor();
    expect(server.flags.definition('fresh'), 'nothing is written yet').to.equal(undefined);
    await button(dialog, 'Import 2 changes').click();
    await page.getByText('2 changes imported').waitFor();
    expect(server.flags.all().map(({ name, text }) => `${name} ${text}`)).to.have.members([
      'kept on',
      'changed 25%',
      'fresh on',
    ]);
  });

  it('import a pasted text in YAML', async () => {
    server = await suite.serve({ kept: 'on' });
    const visitor = await suite.visit(server.url);
    visitor.expects(/status of 400/);
    const { page } = visitor;
    await button(page, 'Import…').click();
    const dialog = page.getByRole('dialog', { name: 'Import flags' });
    const text = dialog.getByRole('textbox', { name: 'Or its text' });
    await text.fill('fresh: 25%\nlayout: {default: 20');
    await dialog.getByText(/at line 2, column/).waitFor();
    await button(dialog, 'Can’t import this').waitFor();
    await text.fill('{"fresh": "on",\n "fresh": "off"}');
    await dialog.getByText(/^The text is .*"fresh".* line 2, column 2/).waitFor();
    await text.fill('fresh: 25%\nkept: "on"\nlayout: {default: 20}\n');
    await dialog.getByText('Format: Halyard').waitFor();
    await button(dialog, 'Import 2 changes').click();
    await page.getByText('2 changes imported').waitFor();
    expect(server.flags.getValue('layout', 0)).to.equal(20);
  });

  it('import a file of another system, without the flags that can not be translated if that is chosen', async () => {
    server = await suite.serve({});
    const { page } = await suite.visit(server.url);
    await button(page, 'Import…').click();
    const dialog = page.getByRole('dialog', { name: 'Import flags' });
    const flagd = `flags:
  beta: { state: ENABLED, variants: { "on": true, "off": false }, defaultVariant: "on" }
  sums: { state: ENABLED, variants: { a: 1 }, defaultVariant: a, targeting: { "+": [1, 2] } }
`;
    const chosen = { name: 'flags.yaml', mimeType: 'application/yaml', buffer: Buffer.from(flagd) };
    await dialog.locator('input[type="file"]').setInputFiles(chosen);
    await dialog.getByText('Format: flagd').waitFor();
    await button(dialog, 'Can’t import: 1 flag refused').waitFor();
    await dialog
      .getByRole('listitem')
      .filter({ hasText: /^sums: / })
      .waitFor();
    await dialog.getByRole('checkbox', { name: /^Leave out/ }).check();
    await dialog.getByText('1 flag left out:').waitFor();
    await button(dialog, 'Import 1 change').click();
    await page.getByText('1 change imported').waitFor();
    expect([server.flags.has('beta'), server.flags.has('sums')]).to.deep.equal([true, false]);
  });

  it('say on the button that an import was refused, with the changes as they are now', async () => {
    server = await suite.serve({ kept: 'on' });
    const visitor = await suite.visit(server.url);
    visitor.expects(/status of 412/);
    const { page } = visitor;
    await button(page, 'Import…').click();
    const dialog = page.getByRole('dialog', { name: 'Import flags' });
    await dialog.getByRole('textbox', { name: 'Or its text' }).fill('{"fresh": "on"}');
    await button(dialog, 'Import 1 change').waitFor();
    await server.flags.set('fresh', '25%');
    await button(dialog, 'Import 1 change').click();
    await dialog
      .getByRole('alert')
      .getByText(/Nothing more was imported\. The flags changed/)
      .waitFor();
    await button(dialog, 'Refused. Import 1 change again').click();
    await page.getByText('1 change imported').waitFor();
    expect(server.flags.definition('fresh')?.text).to.equal('on');
  });

  it('delete with an import what the file does not name, if that is chosen', async () => {
    server = await suite.serve({ kept: 'on', gone: 'off' });
    const { page } = await suite.visit(server.url);
    await button(page, 'Import…').click();
    const dialog = page.getByRole('dialog', { name: 'Import flags' });
    await dialog.getByRole('combobox').selectOption({ label: 'Delete the flags that are not in the file' });
    const buffer = Buffer.from('{ "kept": "on" }');
    await dialog
      .locator('input[type="file"]')
      .setInputFiles({ name: 'flags.json', mimeType: 'application/json', buffer });
    await button(dialog, 'Import 1 change').click();
    await until('it is gone', () => server.flags.definition('gone') === undefined);
  });

  it('export every flag as a file that can be imported again', async () => {
    server = await suite.serve({ beta: '25%', layout: { description: 'How it looks' } });
    const { page } = await suite.visit(server.url);
    const download = page.waitForEvent('download');
    await button(page, 'Export').click();
    const file = await download;
    expect(file.suggestedFilename()).to.equal('flags.json');
    const exported: unknown = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(exported).to.deep.equal({ beta: '25%', layout: { description: 'How it looks' } });
  });

  it('delete a flag once its name was typed', async () => {
    server = await suite.serve({ beta: 'on' });
    const { page } = await suite.visit(`${server.url}#/flags/beta`);
    await button(page, 'Delete…').click();
    const dialog = page.getByRole('dialog', { name: 'Delete beta?' });
    await button(dialog, 'Delete flag').click({ force: true });
    expect(server.flags.definition('beta')).to.not.equal(undefined);
    await dialog.getByRole('textbox', { name: 'Type the flag’s name' }).fill('beta');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('all have it');
    await button(dialog, 'Delete flag').click();
    await page.getByText('beta is deleted').waitFor();
    expect(server.flags.definition('beta')).to.equal(undefined);
    expect((await server.flags.history({ limit: 1 }))![0]).to.include({ comment: 'all have it' });
  });

  it('say so where an address leads nowhere', async () => {
    server = await suite.serve({});
    const { page } = await suite.visit(`${server.url}#/elsewhere/a/b`);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });
});

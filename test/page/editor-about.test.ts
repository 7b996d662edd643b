import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { button, combobox, EditorSuite, textbox } from './editor-suite.js';

describe('the editor of what surrounds the rules', () => {
  const suite = new EditorSuite();

  it('sets the kind of a flag, which decides whether it is permanent', async () => {
    const page = await suite.edit({ owner: 'team-a' });
    const permanent = page.getByRole('checkbox', { name: 'Permanent' });
    expect(await permanent.isChecked()).to.equal(false);
    await combobox(page, 'Kind').selectOption('Kill switch');
    expect(await permanent.isChecked()).to.equal(true);
    await page.getByText('Default for this kind: yes.').waitFor();
    await suite.save(page);
    expect(suite.stored()).to.deep.equal({ owner: 'team-a', kind: 'kill-switch' });
    await permanent.uncheck();
    await suite.save(page);
    expect(suite.stored()).to.deep.include({ permanent: false });
    await permanent.check();
    await combobox(page, 'Kind').selectOption('Release');
    await suite.save(page);
    expect(suite.stored()).to.deep.equal({ owner: 'team-a' });
  });

  it('asks before it saves a kill switch that is on', async () => {
    const page = await suite.edit({ kind: 'kill-switch', enabled: false });
    await page.getByRole('switch', { name: 'Enabled' }).click();
    await button(page, 'Save').click();
    const dialog = page.getByRole('dialog', { name: 'Start an outage with layout?' });
    await button(dialog, 'Cancel').click();
    expect(suite.stored()).to.deep.equal({ kind: 'kill-switch', enabled: false });
    await button(page, 'Save').click();
    await button(dialog, 'Switch on: answer 503').click();
    await page.getByText('layout is saved').waitFor();
    expect(suite.stored()).to.deep.equal({ kind: 'kill-switch' });
    await page.getByText('outage: 503', { exact: true }).waitFor();
  });

  it('requires other flags to be on, to be off or to serve one of several variants', async () => {
    const page = await suite.edit('on');
    const require = async (number: number, flag: string, state: string): Promise<void> => {
      await button(page, 'Add required flag').click();
      await combobox(page, `Required flag ${number}`).fill(flag);
      await combobox(page, `State of required flag ${number}`).selectOption(state);
    };
    await require(1, 'billing', 'is on');
    await require(2, 'freeze', 'is off');
    await require(3, 'theme', 'serves a variant');
    await button(page, 'Save').click();
    await page.getByText('Required flag 3 has no variant yet').waitFor();
    await textbox(page, 'Variant of required flag 3').fill('dark, dim');
    await suite.save(page);
    expect(suite.stored().requires).to.deep.equal([
      'billing',
      { flag: 'freeze', enabled: false },
      { flag: 'theme', variant: ['dark', 'dim'] },
    ]);
    await answer(page, /requires that billing is on, but there is no flag billing/);
  });

  it('says what is served while the flag is off, whatever its default', async () => {
    const page = await suite.edit({ enabled: false, default: 10 });
    await page.getByText('Off for everyone, serving 10. The default and the rules do not apply.').waitFor();
    await answer(page, /user-42 gets off, serving 10, because the flag is disabled/);
  });

  const answer = (page: Page, text: RegExp): Promise<void> =>
    page.getByRole('status', { name: 'Answer' }).getByText(text).waitFor();
});

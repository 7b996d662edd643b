import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { button, combobox, EditorSuite, textbox } from './editor-suite.js';

describe('the editor of rules', () => {
  const suite = new EditorSuite();
  const more = (place: Page | Locator, summary: string): Promise<void> =>
    place.locator('summary', { hasText: summary }).click();
  const rule = (page: Page, number: number): Locator =>
    page.getByRole('group', { name: `Rule ${number}`, exact: true });

  it('sets how a rollout picks users, behind a fold', async () => {
    const page = await suite.edit({ rules: [{ rollout: 25 }] });
    expect(await textbox(page, 'By attribute').isVisible()).to.equal(false);
    await more(page, 'More about who is in');
    await textbox(page, 'By attribute').fill('account.id, region');
    await textbox(page, 'Fallback attribute').fill('deviceId, sessionId');
    await textbox(page, 'Seed').fill('spring');
    await suite.save(page);
    expect(suite.stored().rules).to.deep.equal([
      { rollout: 25, by: ['account.id', 'region'], fallback: ['deviceId', 'sessionId'], seed: 'spring' },
    ]);
  });

  it('requires other flags in a rule, and explains them', async () => {
    const page = await suite.edit({ rules: [{ serve: true }] });
    await button(page, 'Add required flags').click();
    await combobox(rule(page, 1), 'Required flag 1').fill('billing');
    await button(rule(page, 1), 'Add required flag').click();
    await combobox(rule(page, 1), 'Required flag 2').fill('freeze');
    await combobox(rule(page, 1), 'State of required flag 2').selectOption('is off');
    await suite.save(page);
    expect(suite.stored().rules).to.deep.equal([
      { serve: true, requires: ['billing', { flag: 'freeze', enabled: false }] },
    ]);
    await more(page, 'Rule by rule');
    await page.getByText('requires freeze off: there is no flag freeze').waitFor();
    await button(page, 'Remove required flag 2').click();
    await button(page, 'Remove required flag 1').click();
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('Add conditions');
    await suite.save(page);
    expect(suite.stored().rules, 'without required flags the part goes').to.deep.equal([{ serve: true }]);
  });

  it('keeps the users of another system in their buckets by its hash, which needs a seed', async () => {
    const page = await suite.edit({ rules: [{ rollout: 25 }] });
    await more(page, 'More about who is in');
    await combobox(page, 'Hash').selectOption('Unleash variants');
    await page.getByText('needs "seed"').first().waitFor();
    await textbox(page, 'Seed').fill('checkout');
    await textbox(page, 'Total weight').fill('100');
    await suite.save(page);
    expect(suite.stored().rules).to.deep.equal([
      { rollout: 25, hash: 'unleash-variants', seed: 'checkout', total: 100 },
    ]);
    await combobox(page, 'Hash').selectOption('Halyard');
    await suite.save(page);
    expect(suite.stored().rules).to.deep.equal([{ rollout: 25, seed: 'checkout' }]);
  });

  it('draws anew every time, and then asks for no attribute', async () => {
    const page = await suite.edit({ rules: [{ rollout: 25, by: 'companyId' }] });
    await page.getByRole('checkbox', { name: /^Sticky/ }).uncheck();
    expect(await textbox(page, 'By attribute').count()).to.equal(0);
    await suite.save(page);
    expect(suite.stored().rules).to.deep.equal([{ rollout: 25, sticky: false }]);
  });

  it('sets how a split picks users, without another system’s hash', async () => {
    const page = await suite.edit({
      variants: { list: 'list', grid: 'grid' },
      default: 'list',
      rules: [{ split: { list: 1, grid: 1 } }],
    });
    await more(page, 'More about who gets which');
    expect(await combobox(page, 'Hash').count()).to.equal(0);
    await textbox(page, 'By attribute').fill('companyId');
    await suite.save(page);
    expect(suite.stored().rules![0]).to.deep.include({ by: 'companyId' });
    await combobox(page, 'Serves').selectOption('grid');
    await suite.save(page);
    expect(suite.stored().rules, 'without rollout and split there are no buckets').to.deep.equal([
      { serve: 'grid' },
    ]);
  });

  it('asks for a time in a condition', async () => {
    const page = await suite.edit({ rules: [{ when: { $or: [{ plan: 'pro' }] } }] });
    const group = rule(page, 1);
    await button(group, 'Add time').click();
    const time = group.getByRole('group', { name: 'Condition 2', exact: true });
    await time.getByLabel('Starts').fill('2026-12-01T08:00');
    await time.getByRole('checkbox', { name: 'Saturday' }).check();
    await suite.save(page);
    const $schedule = { from: '2026-12-01T08:00:00Z', days: ['sat'] };
    expect(suite.stored().rules![0]!.when).to.deep.equal({ $or: [{ plan: 'pro' }, { $schedule }] });
    await more(page, 'Rule by rule');
    await page.getByText('$schedule: starts at 2026-12-01T08:00:00Z').waitFor();
  });

  it('asks for a share of users, a moment, an address range and text in any case', async () => {
    const page = await suite.edit({ rules: [{ name: 'all of it' }] });
    await button(page, 'Add conditions').click();
    const condition = (number: number): Locator =>
      rule(page, 1).getByRole('group', { name: `Condition ${number}`, exact: true });
    const ask = async (number: number, attribute: string, operator: string): Promise<void> => {
      if (number > 1) await button(page, 'Add condition').click();
      await condition(number).getByRole('combobox', { name: 'Attribute' }).fill(attribute);
      await condition(number).getByRole('combobox', { name: 'Operator' }).selectOption(operator);
    };
    await ask(1, 'signedUpAt', 'is before');
    await condition(1).getByLabel('Value').fill('2026-12-01T08:00');
    await ask(2, 'ip', 'is not in address range');
    await textbox(condition(2), 'Value').fill('10.0.0.0/8, 2001:db8::/32');
    await ask(3, 'email', 'ends with (any case)');
    await textbox(condition(3), 'Value').fill('@example.com');
    await button(page, 'Add share').click();
    await textbox(condition(4), 'In share, from percent').fill('50');
    await textbox(condition(4), 'To percent').fill('75');
    await more(condition(4), 'More about who is in');
    await textbox(condition(4), 'By attribute').fill('companyId');
    await suite.save(page);
    expect(suite.stored().rules![0]!.when).to.deep.equal({
      signedUpAt: { $before: '2026-12-01T08:00:00Z' },
      ip: { $notInCidr: ['10.0.0.0/8', '2001:db8::/32'] },
      email: { $endsWithi: '@example.com' },
      $rollout: { range: [50, 75], by: 'companyId' },
    });
  });

  it('shows the bucket of a share in the explanation', async () => {
    const page = await suite.edit({ rules: [{ when: { $rollout: { range: [0, 100] } } }] });
    await page
      .getByRole('status', { name: 'Answer' })
      .getByText(/user-42 gets on/)
      .waitFor();
    await more(page, 'Rule by rule');
    const rules = page.getByRole('region', { name: 'Try it' }).getByRole('list');
    await rules
      .getByText(/bucket [\d,]+ of 4,294,967,296/)
      .first()
      .waitFor();
  });

  it('says in the explanation why a rule is skipped and why there is no answer', async () => {
    const page = await suite.edit({ rules: [{ when: { $not: { $segment: 'banned' } } }] });
    await more(page, 'Rule by rule');
    await page.getByText('there is no segment banned, so the rule does not match').waitFor();
    await button(page, 'Write the context in JSON').click();
    await textbox(page, 'Context in JSON').fill('{"targetingKey": ["a"]}');
    await page.getByText(/because the targetingKey must be text or a number, received a list/).waitFor();
  });

  it('tells no rules from an empty list of rules', async () => {
    const page = await suite.edit('on');
    const summary = page.getByRole('region', { name: 'Summary' });
    await summary.getByText('On for everyone.').waitFor();
    await combobox(page, 'Applies to').selectOption('users matched by a rule');
    await page.getByText('The list is empty: no one is matched, everyone gets off.').waitFor();
    await suite.save(page);
    expect(suite.stored()).to.deep.equal({ rules: [] });
    await summary.getByText('The list of rules is empty: it matches no one.').waitFor();
    await combobox(page, 'Applies to').selectOption('everyone: on');
    await suite.save(page);
    expect(suite.stored()).to.deep.equal({});
  });

  it('moves the focus to what is added, and on from what is removed', async () => {
    const page = await suite.edit({
      variants: { list: 1, grid: 2 },
      default: 'list',
      rules: [{ serve: 'grid' }],
    });
    /** The label of what has the focus, or its text. */
    const focused = (): Promise<string> =>
      page.evaluate('(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()');
    await button(page, 'Add variant').click();
    expect(await focused()).to.equal('Name of variant 3');
    await button(page, 'Remove variant 3').click();
    expect(await focused()).to.equal('Add variant');
    await button(rule(page, 1), 'Add required flags').click();
    await button(rule(page, 1), 'Add required flag').click();
    expect(await focused()).to.equal('Required flag 2');
    await button(page, 'Remove required flag 2').click();
    expect(await focused()).to.equal('Add required flag');
    await button(page, 'Remove rule 1').click();
    expect(await focused()).to.equal('Add rule');
  });
});

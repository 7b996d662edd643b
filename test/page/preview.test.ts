import { signedOverrides } from '@halyard/core';
import { expect } from 'chai';
import { PageSuite } from './page-suite.js';

const overrides = signedOverrides({
  keys: ['a secret for the tests, with enough characters'],
  allow: ['layout'],
});

describe('the preview of a flag', () => {
  const suite = new PageSuite();

  it('is a link for a tester, for flags that the app allows', async () => {
    const server = await suite.serve(
      { layout: { variants: { plain: 1, rich: 2 }, default: 'plain' }, other: true },
      { previews: { overrides, url: 'https://shop.example/preview' } },
    );
    const { page } = await suite.visit(`${server.url}#/flags/layout`);
    await page.getByRole('button', { name: 'Preview…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Preview layout' });
    await dialog.getByLabel('The tester gets').selectOption('Variant rich');
    await dialog.getByLabel('For').selectOption('1 day');
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const link = await dialog.getByRole('textbox').inputValue();
    const read = await overrides.read(new URL(link).searchParams.get('token')!);
    expect([...read.overrides]).to.deep.equal([['layout', 'rich']]);
    const days = (read.expires! - Date.now()) / 86_400_000;
    expect(days).to.be.within(0.9, 1);
    expect(server.flags.definition('layout')!.definition).to.deep.include({ default: 'plain' });

    await page.goto(`${server.url}#/flags/other`);
    await page.getByRole('heading', { name: 'other' }).waitFor();
    expect(await page.getByRole('button', { name: 'Preview…' }).count()).to.equal(0);
  });
});

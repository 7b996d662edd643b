import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

const WHY = `"FORCE_CHECKOUT" in the environment answers first: 'off'`;

describe('a flag that a layer above the store has, on the page', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    server = await suite.serve(
      new CompositeBackend([
        new EnvBackend({ prefix: 'FORCE_', env: { FORCE_CHECKOUT: 'off' } }),
        new MemoryBackend({ checkout: '25%', beta: 'on' }),
      ]),
    );
  });

  it('has a locked switch that says why', async () => {
    const { page } = await suite.visit(server.url);
    const toggle = page.getByRole('switch', { name: 'checkout', disabled: true });
    await toggle.waitFor();
    await page.getByRole('row').filter({ has: toggle }).getByText('forced', { exact: true }).waitFor();
    expect(await toggle.getAttribute('title')).to.equal(WHY);
    await page.getByText(WHY, { exact: true }).waitFor();
    await toggle.click({ force: true });
    await page.getByRole('switch', { name: 'beta', disabled: false }).click();
    await page.getByText('beta is switched off').waitFor();
    expect((await server.flags.history())!.map(({ name }) => name)).to.deep.equal(['beta']);
  });

  it('says so on its own page and in the status, which name the layer', async () => {
    const { page } = await suite.visit(`${server.url}#/flags/checkout`);
    await page.getByText(`${WHY}. A change would be stored, but would have no effect.`).waitFor();
    await page.getByRole('button', { name: 'Save', disabled: true }).waitFor();
    await page.getByText('Layer', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Status' }).click();
    await page.getByRole('heading', { name: 'Flags whose changes have no effect' }).waitFor();
    await page.getByText(WHY, { exact: true }).waitFor();
  });

  it('is accessible', async () => {
    const visitor = await suite.visit(`${server.url}#/flags/checkout`);
    await visitor.page.getByRole('heading', { name: 'checkout' }).waitFor();
    expect(await visitor.accessibilityViolations()).to.deep.equal([]);
  });
});

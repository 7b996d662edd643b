import { makeAdmin } from '@halyard/admin';
import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import type { Page } from 'playwright-core';
import { serveApp } from '../support/serve-app.js';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';

describe('a flag that only the code declares', () => {
  const suite = new PageSuite();
  const declared = defineFlags({
    new_checkout: { default: false, owner: 'ana' },
    page_size: { default: 20 },
  });

  async function open(): Promise<{ page: Page; stored: (name: string) => string | undefined }> {
    const flags = await FeatureFlags.open(new MemoryBackend(), { flags: declared });
    const admin = makeAdmin(flags, { authorize: () => ({ actor: 'ana', read: true, write: true }) });
    const app = await serveApp(admin.node);
    suite.defer(async () => {
      admin.close();
      await app.close();
      await flags.close();
    });
    const { page } = await suite.visit(`${app.origin}/`);
    return { page, stored: (name) => flags.definition(name)?.text };
  }

  it('is listed as not stored, is stored by its switch, and is listed again after the undo', async () => {
    const { page, stored } = await open();
    const row = page.getByRole('row').filter({ hasText: 'new_checkout' });
    await row.getByText('not stored', { exact: true }).waitFor();
    await row.getByText('Off for everyone').waitFor();
    await row.getByRole('switch', { checked: false }).click();
    await page.getByText('new_checkout is switched on and now stored').waitFor();
    await until('it is stored', () => stored('new_checkout') === '{"owner":"ana"}');
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('it is deleted', () => stored('new_checkout') === undefined);
    await row.getByText('not stored', { exact: true }).waitFor();
  });

  it('says on its own page that the default in the code answers', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'page_size' }).click();
    await page.getByText('it is not stored: the default in the code answers').waitFor();
    await page.getByRole('button', { name: 'Delete…', disabled: true }).waitFor();
  });
});

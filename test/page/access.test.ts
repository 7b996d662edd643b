import { bearerTokens } from '@halyard/admin';
import { expect } from 'chai';
import { PageSuite } from './page-suite.js';
import type { PageServer } from './page-server.js';

const TOKEN = 'token-of-a-user-1';

describe('who may use the page', () => {
  const suite = new PageSuite();

  const withTokens = (): Promise<PageServer> =>
    suite.serve(
      { beta: 'on' },
      { authorize: bearerTokens({ [TOKEN]: { actor: 'tom', read: true, write: true } }, { logger: false }) },
    );

  it('is asked for a token by the server, and sees when it is wrong', async () => {
    const { url } = await withTokens();
    const visitor = await suite.visit(url);
    visitor.expects(/status of 401/);
    const { page } = visitor;
    const field = page.getByLabel('Access token');
    const signIn = page.getByRole('button', { name: 'Sign in' });
    await field.fill('another-token-altogether');
    await signIn.click();
    await page.getByRole('alert').getByText('The server does not accept this token').waitFor();
    expect(await page.getByRole('table').count()).to.equal(0);
    await field.fill(`${TOKEN} `);
    await signIn.click();
    await page.getByRole('switch', { name: 'beta' }).click();
    await page.getByText('beta is switched off').waitFor();
    await page.getByText('tom').waitFor();
  });

  it('stays signed in when the page is loaded again, and not after signing out', async () => {
    const { url } = await withTokens();
    const visitor = await suite.visit(url);
    visitor.expects(/status of 401/);
    const { page } = visitor;
    await page.getByLabel('Access token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('table').waitFor();
    await page.reload();
    await page.getByRole('table').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Access token').waitFor();
    expect(await page.getByText('beta').count()).to.equal(0);
    await page.reload();
    await page.getByLabel('Access token').waitFor();
  });

  it('is signed in by a link with the token, which leaves the address at once', async () => {
    const { url } = await withTokens();
    const { page } = await suite.visit(`${url}#token=${TOKEN}`);
    await page.getByRole('switch', { name: 'beta' }).waitFor();
    expect(page.url()).to.not.include(TOKEN);
  });

  it('may look and not touch with an access for reading', async () => {
    const { url } = await suite.serve({ beta: 'on' });
    const { page } = await suite.visit(url, { actor: 'rita' });
    await page.getByText('read only').waitFor();
    const toggle = page.getByRole('switch', { name: 'beta' });
    expect(await toggle.getAttribute('aria-disabled')).to.equal('true');
    expect(await toggle.getAttribute('title')).to.equal('rita does not have write permission');
    // It stays reachable, and does nothing.
    await toggle.click({ force: true });
    await page.getByRole('switch', { name: 'beta', checked: true }).waitFor();
    expect(await page.getByRole('button', { name: 'New flag' }).getAttribute('aria-disabled')).to.equal(
      'true',
    );
    await page.getByRole('link', { name: 'beta' }).click();
    await page.getByRole('heading', { name: 'beta' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).getAttribute('aria-disabled')).to.equal('true');
  });

  it('sees when read permission is missing', async () => {
    const authorize = (): { actor: string; read: boolean; write: boolean } => ({
      actor: 'eve',
      read: false,
      write: false,
    });
    const { url } = await suite.serve({ beta: 'on' }, { authorize });
    const visitor = await suite.visit(url);
    visitor.expects(/status of 403/);
    await visitor.page.getByRole('heading', { name: 'No access' }).waitFor();
    await visitor.page.getByRole('alert').getByText('Eve does not have read permission').waitFor();
  });
});

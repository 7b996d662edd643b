import { bearerTokens } from '@halyard/admin';
import { expect } from 'chai';
import { PageSuite } from './page-suite.js';
import type { PageServer } from './page-server.js';

const TOKEN = 'token-of-a-user-1';
const OTHER_TOKEN = 'token-of-a-user-2';

describe('who may use the page', () => {
  const suite = new PageSuite();

  const withTokens = (): Promise<PageServer> => {
    const access = { read: true, write: true };
    const tokens = { [TOKEN]: { actor: 'tom', ...access }, [OTHER_TOKEN]: { actor: 'eve', ...access } };
    return suite.serve({ beta: 'on' }, { authorize: bearerTokens(tokens, { logger: false }) });
  };

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
    const visitor = await suite.visit(`${url}#token=${TOKEN}`);
    // It is asked first whether there is a session.
    visitor.expects(/status of 401/);
    const { page } = visitor;
    await page.getByRole('switch', { name: 'beta' }).waitFor();
    expect(page.url()).to.not.include(TOKEN);
  });

  it('is asked before the token of a link replaces the session', async () => {
    const { url } = await withTokens();
    const visitor = await suite.visit(`${url}#token=${TOKEN}`);
    visitor.expects(/status of 401/);
    const { page } = visitor;
    await page.getByText('tom').waitFor();
    const dialog = page.getByRole('dialog', { name: 'Sign in with the token of the link?' });
    await page.goto(`${url}#token=${OTHER_TOKEN}`);
    await dialog.getByText('You are signed in as tom.').waitFor();
    expect(page.url()).to.not.include(OTHER_TOKEN);
    await dialog.getByRole('button', { name: 'Stay signed in as tom' }).click();
    await page.reload();
    await page.getByText('tom').waitFor();
    await page.goto(`${url}#token=${OTHER_TOKEN}`);
    await dialog.getByRole('button', { name: 'Use the token' }).click();
    await page.getByText('eve', { exact: true }).waitFor();
    expect(await page.getByText('tom').count()).to.equal(0);
  });

  it('is asked also where the app has the session, and not for the same token', async () => {
    const { url } = await suite.serve({ beta: 'on' });
    const { page } = await suite.visit(`${url}#token=${TOKEN}`);
    await page.getByRole('dialog').getByText('You are signed in as ana.').waitFor();
    await page.getByRole('button', { name: 'Use the token' }).click();
    await page.getByRole('switch', { name: 'beta' }).waitFor();
    await page.goto(`${url}#token=${TOKEN}`);
    await page.getByRole('switch', { name: 'beta' }).click();
    await page.getByText('beta is switched off').waitFor();
    expect(await page.getByRole('dialog').count()).to.equal(0);
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

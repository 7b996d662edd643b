import { expect } from 'chai';
import type { AppFlags } from '../app-process.js';

/** Each app can store a flag. */
export async function takesWrites(apps: readonly AppFlags[]): Promise<void> {
  for (const app of apps) {
    expect(await app.edit({ name: 'other', text: 'off' }), app.app.client).to.deep.equal({});
  }
}

/** Writing fails with the server's own words. */
export async function refusesWrites(apps: readonly AppFlags[], words: RegExp): Promise<void> {
  for (const app of apps) {
    const { code, message } = await app.edit({ name: 'other', text: 'off' });
    expect(code, app.app.client).to.equal('STORE_FAILED');
    expect(message, app.app.client).to.match(words);
  }
}

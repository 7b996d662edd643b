import type { FlagDefinition, FlagSource } from '@halyard/core';
import type { Locator, Page } from 'playwright-core';
import type { PageServer } from './page-server.js';
import { PageSuite } from './page-suite.js';

/** The control of this label. */
export const textbox = (page: Page | Locator, name: string): Locator =>
  page.getByRole('textbox', { name, exact: true });

/** The field of this label that suggests words. */
export const combobox = (page: Page | Locator, name: string): Locator =>
  page.getByRole('combobox', { name, exact: true });

/** The button of this label. */
export const button = (page: Page | Locator, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** What a suite needs to edit a flag in the browser. */
export class EditorSuite extends PageSuite {
  #server: PageServer | undefined;

  /** The server of the flag that is being edited. */
  get server(): PageServer {
    if (this.#server === undefined) throw new Error('no flag is being edited yet');
    return this.#server;
  }

  /** Opens the editor of a flag `layout` that is stored so. */
  async edit(source: FlagSource): Promise<Page> {
    this.#server = await this.serve({ layout: source });
    const { page } = await this.visit(`${this.server.url}#/flags/layout`);
    await page.getByRole('heading', { name: 'layout' }).waitFor();
    return page;
  }

  /** The definition of the flag as it is stored now. */
  stored(): FlagDefinition {
    return this.server.flags.definition('layout')!.definition;
  }

  /** Saves the edits, and waits until they are stored. */
  async save(page: Page, comment = ''): Promise<void> {
    if (comment !== '') await textbox(page, 'Comment').fill(comment);
    // The message of an earlier save may still be there.
    const isStored = page.waitForResponse((response) => response.request().method() === 'PUT');
    await button(page, 'Save').click();
    await isStored;
    await page.getByText('layout is saved').waitFor();
  }
}

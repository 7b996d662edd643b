import { CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { bearerTokens } from '@halyard/admin';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { PageServer, Seed } from './page-server.js';
import { PageSuite } from './page-suite.js';

const FLAGS: Seed = {
  new_checkout: {
    description: 'The one-page checkout',
    owner: 'team-checkout',
    tags: ['checkout'],
    rules: [
      { name: 'testers', users: ['alice', 'bob'] },
      { when: { plan: 'pro' }, rollout: 25, schedule: { from: '2026-12-01T00:00:00Z' } },
    ],
  },
  checkout_layout_with_a_name_that_is_longer_than_a_phone_is_wide: {
    variants: { list: 'list', grid: 'grid' },
    default: 'list',
    rules: [{ split: { list: 1, grid: 1 } }],
  },
  export_down: { kind: 'kill-switch', enabled: false },
  payments_down: { kind: 'kill-switch' },
  everything_at_once: {
    kind: 'experiment',
    requires: ['billing', { flag: 'freeze', enabled: false }, { flag: 'layout', variant: ['a', 'b'] }],
    rules: [
      {
        when: {
          signedUpAt: { $before: '2026-12-01T00:00:00Z' },
          ip: { $notInCidr: ['10.0.0.0/8', '2001:db8::/32'] },
          $rollout: { range: [0, 50], by: 'companyId' },
          $schedule: { days: ['mon'], timezone: 'Europe/Berlin' },
        },
        requires: ['billing', { flag: 'layout', variant: ['a', 'b'] }],
        rollout: 25,
        by: ['region', 'companyId'],
        fallback: 'deviceId',
        seed: 'spring',
        hash: 'unleash-variants',
        total: 100,
      },
    ],
  },
  invoice_pdf: { expires: '2020-01-01' },
};

/** Each view with what to open in it, and what is there when it is complete. */
const VIEWS: readonly (readonly [view: string, hash: string, ready: (page: Page) => Promise<unknown>])[] = [
  ['the list', '', (page) => page.getByRole('row').nth(4).waitFor()],
  [
    'the list with selected flags',
    '',
    (page) => page.getByRole('checkbox', { name: 'Select all flags shown' }).check(),
  ],
  [
    'the keys',
    '',
    async (page) => {
      await page.getByRole('row').nth(4).waitFor();
      await page.getByRole('button', { name: 'Keys' }).click();
    },
  ],
  [
    'the editor',
    '#/flags/new_checkout',
    async (page) => {
      await page.getByRole('button', { name: /^Rule 2/ }).click();
      await page.getByRole('status', { name: 'Answer' }).getByText(/gets/).waitFor();
    },
  ],
  [
    'the JSON editor',
    '#/flags/new_checkout',
    async (page) => {
      await page.getByRole('tab', { name: 'JSON' }).click();
      await page.getByRole('textbox', { name: 'Definition in JSON' }).fill('{');
    },
  ],
  [
    'the variants',
    '#/flags/checkout_layout_with_a_name_that_is_longer_than_a_phone_is_wide',
    (page) => page.getByRole('textbox', { name: 'Name of variant 2' }).waitFor(),
  ],
  [
    'a rule with everything',
    '#/flags/everything_at_once',
    async (page) => {
      await page.getByRole('textbox', { name: 'Total weight' }).waitFor();
      await page.getByRole('status', { name: 'Answer' }).getByText(/gets/).waitFor();
      await page.locator('summary', { hasText: 'Rule by rule' }).click();
    },
  ],
  [
    'the history',
    '#/flags/new_checkout/history',
    (page) => page.getByRole('button', { name: 'Undo this change…' }).waitFor(),
  ],
  [
    'an undo',
    '#/flags/new_checkout/history',
    async (page) => {
      await page.getByRole('button', { name: 'Undo this change…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'a deletion',
    '#/flags/new_checkout',
    async (page) => {
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  ],
  ['a new flag', '#/new/another', (page) => page.getByText('not stored yet').waitFor()],
  ['the changes', '#/changes', (page) => page.getByRole('listitem').first().waitFor()],
  ['the stale flags', '#/stale', (page) => page.getByText('1 stale flag').waitFor()],
  ['the segments', '#/segments', (page) => page.getByRole('link', { name: 'staff' }).waitFor()],
  [
    'a segment',
    '#/segments/staff',
    (page) => page.getByText('Used by').or(page.getByText('Nothing refers')).waitFor(),
  ],
  ['the status', '#/status', (page) => page.getByText('Flags with a problem').waitFor()],
  [
    'an import',
    '',
    async (page) => {
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  ],
];

describe('the page for everybody', () => {
  const suite = new PageSuite();
  let server: PageServer;
  beforeEach(async () => {
    const byHand = new EnvBackend({ env: { FEATURE_BROKEN: 'ture' } });
    server = await suite.serve(new CompositeBackend([new MemoryBackend(FLAGS), byHand]));
    await server.flags.set('$segment.staff', { email: { $endsWith: '@example.com' } } as never);
    await server.flags.set('new_checkout', { ...(FLAGS['new_checkout'] as object), owner: 'team-b' });
  });

  for (const [view, hash, ready] of VIEWS) {
    it(`has no barrier in ${view}: wide and light, narrow and dark`, async () => {
      const visitor = await suite.visit(server.url + hash);
      await ready(visitor.page);
      expect(await visitor.accessibilityViolations(), '1280 px, light').to.deep.equal([]);
      await visitor.page.emulateMedia({ colorScheme: 'dark' });
      for (const width of [768, 360, 320]) {
        await visitor.page.setViewportSize({ width, height: 800 });
        expect(await visitor.overflow(), `pixels too wide for ${width}`).to.equal(0);
      }
      expect(await visitor.accessibilityViolations(), '320 px, dark').to.deep.equal([]);
    }).timeout(30_000);
  }

  it('has no barrier where it asks for a token', async () => {
    const closed = await suite.serve({}, { authorize: bearerTokens({}) });
    const visitor = await suite.visit(closed.url, { width: 320 });
    visitor.expects(/status of 401/);
    await visitor.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await visitor.accessibilityViolations()).to.deep.equal([]);
    expect(await visitor.overflow()).to.equal(0);
  });
});

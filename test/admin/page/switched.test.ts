import {
  type DefinedFlags,
  defineFlags,
  type FlagDefinition,
  FeatureFlags,
  MemoryBackend,
} from '@halyard/core';
import { flagText } from '@halyard/core/store';
import { type AnyFlags, FlagRecords, Staleness } from '@halyard/admin';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSwitchedOn, switched } from '../../../packages/admin/page/flags/switched.js';
import type { FlagRecord } from '../../../packages/admin/page/records.js';

async function recordOf(flags: AnyFlags): Promise<FlagRecord> {
  const staleness = new Staleness(flags);
  const record = new FlagRecords(flags, { staleness }).find('flag')!;
  staleness.close();
  return record;
}

describe('a flag as the page shows it before the server has answered', () => {
  const definitions: readonly FlagDefinition[] = [
    {},
    { rules: [{ rollout: 25 }], description: 'x' },
    { enabled: false, rules: [{ users: ['a'] }] },
    { variants: { a: true, b: false }, default: 'a', rules: [{ split: { a: 1, b: 1 } }] },
    { default: true, rules: [{ serve: false, users: ['a'] }] },
    { default: true, rules: [] },
    { default: false },
    { default: 10 },
    { rules: [] },
    { rules: [{ serve: false }] },
    { rules: [{ schedule: { from: '2100-01-01T00:00:00Z' } }] },
    { requires: ['other'] },
    { requires: [] },
    { requires: ['other'], default: false },
    { variants: { a: 1 }, default: 'a' },
  ];
  for (const definition of definitions) {
    it(`is what the server makes of ${flagText('flag', definition)}`, async () => {
      const flags = await FeatureFlags.open(new MemoryBackend({ flag: definition }));
      for (const on of [false, true]) {
        const shown = switched(await recordOf(flags), on);
        await (on ? flags.enable('flag') : flags.disable('flag'));
        const stored = await recordOf(flags);
        expect(shown.definition).to.deep.equal(stored.definition);
        expect(shown.state).to.equal(stored.state);
        expect(isSwitchedOn(stored)).to.equal(on);
      }
      await flags.close();
    });
  }

  for (const declaration of [
    { default: false },
    { default: true, description: 'x' },
    { default: 20, owner: 'ana' },
    { default: 0, kind: 'operational' },
  ] as const) {
    it(`is what the server makes of the declaration ${JSON.stringify(declaration)}`, async () => {
      for (const on of [false, true]) {
        const declared: DefinedFlags = defineFlags({ flag: declaration });
        const flags = (await FeatureFlags.open(new MemoryBackend(), { flags: declared })) as AnyFlags;
        const before = await recordOf(flags);
        expect(isSwitchedOn(before)).to.equal(Boolean(declaration.default));
        const shown = switched(before, on);
        await (on ? flags.enable('flag') : flags.disable('flag'));
        const stored = await recordOf(flags);
        expect(shown).to.deep.include({
          stored: true,
          definition: stored.definition,
          state: stored.state,
          reach: stored.reach,
        });
        expect(isSwitchedOn(stored)).to.equal(on);
        await flags.close();
      }
    });
  }
});

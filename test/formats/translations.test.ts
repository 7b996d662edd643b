import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { detectFormat, type FormatName, FORMATS } from '@halyard/formats';
import { expect } from 'chai';
import { flagd } from '../core/flag/translations/flagd.js';
import { unleash } from '../core/flag/translations/unleash.js';
import { growthBook } from '../core/flag/translations/growthbook.js';
import { launchDarkly } from '../core/flag/translations/launchdarkly.js';
import { powertools } from '../core/flag/translations/powertools.js';
import { flipper } from '../core/flag/translations/flipper.js';
import { microsoft } from '../core/flag/translations/microsoft.js';
import type { Translation } from '../core/flag/translations/translation.js';

/** What an import refuses: a group of Flipper is code, and a variant of Microsoft is on or off whatever its value. */
const REFUSED = new Set(['a share of actors, and a group', 'a variant that turns the feature off']);

/** Flags of each system with the answers of its own library. */
const TRANSLATIONS: readonly (readonly [FormatName, readonly Translation[]])[] = [
  ['flagd', flagd],
  ['unleash', unleash],
  ['growthbook', growthBook],
  ['launchdarkly', launchDarkly],
  ['powertools', powertools],
  ['flipper', flipper],
  ['microsoft', microsoft],
];

const WEDNESDAY_NOON = '2026-10-14T12:00:00Z';

describe('a flag of another system answers after its import as it did there', () => {
  for (const [format, translations] of TRANSLATIONS) {
    for (const { title, theirs, ours, answers } of translations) {
      if (REFUSED.has(title)) continue;
      it(`${format}: ${title}`, async () => {
        expect(detectFormat(theirs)).to.equal(format);
        const { flags, problems } = FORMATS[format].read(theirs);
        expect(problems).to.deep.equal([]);
        let now = 0;
        const opened = await FeatureFlags.open(new MemoryBackend(flags), { clock: () => now, logger: false });
        const [name] = Object.keys(ours.flags);
        for (const { context, value, variant, enabled, at = WEDNESDAY_NOON } of answers) {
          now = Date.parse(at);
          const asked = `${JSON.stringify(context)} at ${at}`;
          const answer = opened.evaluate(name!, context);
          expect(answer.value, asked).to.deep.equal(value);
          if (variant !== undefined) expect(answer.variant, asked).to.equal(variant);
          if (enabled !== undefined) expect(opened.isEnabled(name!, context), asked).to.equal(enabled);
        }
        await opened.close();
      });
    }
  }
});

import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { flagd } from './translations/flagd.js';
import { flipper } from './translations/flipper.js';
import { growthBook } from './translations/growthbook.js';
import { launchDarkly } from './translations/launchdarkly.js';
import { microsoft } from './translations/microsoft.js';
import { powertools } from './translations/powertools.js';
import type { Translation } from './translations/translation.js';
import { unleash } from './translations/unleash.js';

const TRANSLATIONS = [
  ...flagd,
  ...unleash,
  ...launchDarkly,
  ...growthBook,
  ...flipper,
  ...powertools,
  ...microsoft,
];

const WEDNESDAY_NOON = '2026-10-14T12:00:00Z';

/** The sample's definitions and segments as stored text, by stored name. */
function stored({ ours: { flags, segments = {} } }: Translation): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [name, condition] of Object.entries(segments)) {
    entries.set(`$segment.${name}`, JSON.stringify(condition));
  }
  for (const [name, definition] of Object.entries(flags)) entries.set(name, JSON.stringify(definition));
  return entries;
}

async function answersAsTheirs(translation: Translation): Promise<void> {
  const entries = stored(translation);
  for (const [name, text] of entries) {
    expect(parseFlag(name, text), name).to.not.have.property('problem');
  }
  let now = 0;
  const flags = await FeatureFlags.open(new MemoryBackend(entries), { clock: () => now, logger: false });
  const [flag] = Object.keys(translation.ours.flags);
  for (const { context, value, variant, enabled, at = WEDNESDAY_NOON } of translation.answers) {
    now = Date.parse(at);
    const asked = `${JSON.stringify(context)} at ${at}`;
    const answer = flags.evaluate(flag!, context);
    expect(answer.value, asked).to.deep.equal(value);
    if (variant !== undefined) expect(answer.variant, asked).to.equal(variant);
    if (enabled !== undefined) expect(flags.isEnabled(flag!, context), asked).to.equal(enabled);
  }
  await flags.close();
}

describe('a flag of another system, translated by hand, answers as it did there', () => {
  for (const translation of TRANSLATIONS) {
    const { system, title, needs } = translation;
    if (needs === undefined) it(`${system}: ${title}`, () => answersAsTheirs(translation));
    else {
      it(`${system}: ${title}: no definition says this exactly, which needs ${needs}`, () => {
        const problems = Array.from(stored(translation), ([name, text]) => parseFlag(name, text).problem);
        expect(problems.join()).to.include('unknown key');
      });
    }
  }
});

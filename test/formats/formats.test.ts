import type { JsonValue } from '@halyard/core';
import {
  detectFormat,
  FORMAT_NAMES,
  FORMATS,
  type FormatName,
  WRITTEN_FORMAT_NAMES,
  type Format,
} from '@halyard/formats';
import { expect } from 'chai';
import { readdirSync } from 'node:fs';

const PARTS = ['detect', 'read', 'write'] as const;

/** A small document of each format. */
const SAMPLES = {
  flagd: { flags: { a: { state: 'ENABLED', variants: { on: true }, defaultVariant: 'on' } } },
  unleash: { version: 2, features: [{ name: 'a', enabled: true, strategies: [{ name: 'default' }] }] },
  growthbook: { features: { a: { defaultValue: true } } },
  launchdarkly: {
    flags: { a: { on: true, variations: [true], offVariation: 0, fallthrough: { variation: 0 } } },
  },
  powertools: { a: { default: true, rules: {} } },
  flipper: { version: 1, features: { a: { boolean: 'true' } } },
  microsoft: { feature_management: { feature_flags: [{ id: 'a', enabled: true }] } },
  halyard: { a: true },
} as const satisfies Readonly<Record<FormatName, JsonValue>>;

describe('all formats', () => {
  for (const name of FORMAT_NAMES) {
    const format: Format = FORMATS[name];

    it(`have the same shape: ${name}`, () => {
      const own = Object.keys(format).filter((key) => (PARTS as readonly string[]).includes(key));
      expect(own).to.include.members(['detect', 'read']);
      expect(own.includes('write')).to.equal((WRITTEN_FORMAT_NAMES as readonly string[]).includes(name));
    });

    it(`are recognised by their documents: ${name}`, () => {
      expect(detectFormat(SAMPLES[name])).to.equal(name);
      expect([...format.read(SAMPLES[name]).flags.keys()]).to.deep.equal(['a']);
    });

    it(`say what is wrong with a document of another kind: ${name}`, () => {
      expect(() => format.read(['a'])).to.throw(/^it must/);
    });
  }

  it('have a folder and an entry point each', () => {
    const folders = readdirSync('packages/formats/src', { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    const names = folders.map(({ name }) => name).filter((name) => name !== 'syntax');
    expect(names).to.have.members([...FORMAT_NAMES]);
  });

  it('are not recognised in anything else', () => {
    for (const document of [null, 'on', 5, [], { a: 1 }]) expect(detectFormat(document)).to.equal(undefined);
  });
});

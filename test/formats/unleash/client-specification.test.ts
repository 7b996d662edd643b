import { FeatureFlags, type JsonValue, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/unleash';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { contextOf, type UnleashContext } from './unleash-context.js';

interface Specification {
  readonly state: JsonValue;
  readonly tests?: readonly Case<boolean>[];
  readonly variantTests?: readonly Case<Variant>[];
}

interface Case<Result> {
  readonly description: string;
  readonly context: UnleashContext;
  readonly toggleName: string;
  readonly expectedResult: Result;
}

interface Variant {
  readonly name: string;
  readonly payload?: { readonly value: string };
  readonly enabled: boolean;
  readonly feature_enabled: boolean;
}

const require = createRequire(import.meta.url);

function specification(file: string): Specification {
  const path = require.resolve(`@unleash/client-specification/specifications/${file}`);
  return JSON.parse(readFileSync(path, 'utf8')) as Specification;
}

describe("Unleash's client specification, after an import", () => {
  for (const file of require('@unleash/client-specification/specifications/index.json') as readonly string[]) {
    const { state, tests = [], variantTests = [] } = specification(file);

    it(`holds: ${file} (${tests.length + variantTests.length} cases)`, async () => {
      const { flags, problems } = read(state);
      expect(problems).to.deep.equal([]);
      const opened = await FeatureFlags.open(new MemoryBackend(flags), { logger: false });
      for (const { description, context, toggleName, expectedResult } of tests) {
        expect(opened.isEnabled(toggleName, false, contextOf(context)), description).to.equal(expectedResult);
      }
      for (const { description, context, toggleName, expectedResult } of variantTests) {
        const { feature_enabled: enabled, enabled: hasVariant, name, payload } = expectedResult;
        expect(opened.isEnabled(toggleName, false, contextOf(context)), description).to.equal(enabled);
        const { variant, value } = opened.evaluate(toggleName, contextOf(context));
        if (hasVariant) expect(variant, description).to.equal(name);
        if (payload !== undefined) expect(`${value as number}`, description).to.equal(payload.value);
      }
      await opened.close();
    });
  }
});

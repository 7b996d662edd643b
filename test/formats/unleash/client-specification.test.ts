import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { read } from '@halyard/formats/unleash';
import { expect } from 'chai';
import { SPECIFICATION_FILES, specification } from './specification.js';
import { contextOf } from './unleash-context.js';

describe("Unleash's client specification, after an import", () => {
  for (const file of SPECIFICATION_FILES) {
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

import { FORMATS } from '@halyard/formats';
import { contextOf } from '../formats/unleash/unleash-context.js';
import { SPECIFICATION_FILES, specification, type VariantCase } from '../formats/unleash/specification.js';
import { Imported } from './imported.js';
import type { CaseResult, Suite } from './suite.js';

/** The client specification of Unleash, which is a package. */
export const unleash: Suite = {
  name: 'unleash',
  async run() {
    return [{ suite: 'Unleash, client specification', cases: SPECIFICATION_FILES.flatMap(results) }];
  },
};

function results(file: string): CaseResult[] {
  const { state, tests = [], variantTests = [] } = specification(file);
  const imported = new Imported(FORMATS.unleash, state);
  return [
    ...tests.map(({ description, context, toggleName, expectedResult: isOn }) => ({
      title: description,
      failure: imported.failure(toggleName, contextOf(context), { isOn }),
    })),
    ...variantTests.map((each) => ({ title: each.description, failure: variantFailure(imported, each) })),
  ];
}

function variantFailure(
  imported: Imported,
  { context, toggleName, expectedResult }: VariantCase,
): string | undefined {
  const { feature_enabled: isOn, enabled: hasVariant, name, payload } = expectedResult;
  const ours = contextOf(context);
  const failure = imported.failure(toggleName, ours, { isOn });
  if (failure !== undefined) return failure;
  const { value, variant } = imported.flags.evaluate(toggleName, ours);
  if (hasVariant && variant !== name) return `the variant ${variant} instead of ${name}`;
  if (payload === undefined || `${value as number}` === payload.value) return undefined;
  return `${JSON.stringify(value)} instead of ${payload.value}`;
}

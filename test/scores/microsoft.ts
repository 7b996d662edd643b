import type { EvaluationContext, JsonValue } from '@halyard/core';
import { FORMATS } from '@halyard/formats';
import { readdirSync, readFileSync } from 'node:fs';
import { checkout } from './checkout.js';
import { Imported } from './imported.js';
import type { CaseResult, Suite } from './suite.js';

const SOURCE = {
  repository: 'microsoft/FeatureManagement',
  commit: '1e490dbdf9a2b984831c53ef6d25f571b867cc86',
  paths: ['Samples'],
};

interface Case {
  readonly FriendlyName?: string;
  readonly FeatureFlagName: string;
  readonly Description?: string;
  readonly Inputs: { readonly User?: string; readonly Groups?: readonly string[] };
  readonly IsEnabled: { readonly Result?: string; readonly Exception?: string };
  readonly Variant?: { readonly Result?: { readonly ConfigurationValue?: JsonValue } | null };
}

/** The samples that validate each library of Microsoft. */
export const microsoft: Suite = {
  name: 'microsoft',
  async run() {
    const folder = `${checkout(SOURCE)}/Samples`;
    // Those of telemetry say nothing else.
    const names = readdirSync(folder).flatMap((file) => /^(.*)\.sample\.json$/.exec(file)?.[1] ?? []);
    const cases = names
      .filter((name) => !name.includes('Telemetry'))
      .flatMap((name) => {
        const read = (part: string): unknown =>
          JSON.parse(readFileSync(`${folder}/${name}.${part}.json`, 'utf8'));
        const imported = new Imported(FORMATS.microsoft, read('sample') as JsonValue);
        return (read('tests') as readonly Case[]).map((each) => result(name, imported, each));
      });
    return [{ suite: 'Microsoft, samples', cases }];
  },
};

function result(sample: string, imported: Imported, each: Case): CaseResult {
  const { FeatureFlagName: flag, Inputs: inputs, IsEnabled: isEnabled, Variant: variant } = each;
  const title = `${sample}: ${each.FriendlyName ?? each.Description ?? flag}`;
  const context: EvaluationContext = {
    ...(inputs.User === undefined ? {} : { targetingKey: inputs.User }),
    ...(inputs.Groups === undefined ? {} : { groups: inputs.Groups }),
  };
  const value = variant?.Result?.ConfigurationValue;
  const failure = imported.failure(flag, context, { value, isOn: isEnabled.Result === 'true' });
  // A flag with an error in it is refused here.
  const isRefused = isEnabled.Exception !== undefined && failure?.startsWith('refused') === true;
  return { title, failure: isRefused ? undefined : failure };
}

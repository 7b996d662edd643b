import type { EvaluationContext, JsonValue } from '@halyard/core';
import { FORMATS } from '@halyard/formats';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { checkout } from './checkout.js';
import { Imported } from './imported.js';
import { expanded } from './launchdarkly-parameters.js';
import type { CaseResult, Suite } from './suite.js';

const FOLDER = 'data/data-files/server-side-eval';

const SOURCE = {
  repository: 'launchdarkly/sdk-test-harness',
  commit: '713b6225a331c4362aa543f02a128238a79b40ae',
  paths: [FOLDER],
};

interface Data {
  readonly name: string;
  readonly sdkData: JsonValue;
  readonly evaluations: readonly Evaluation[];
}

interface Evaluation {
  readonly name: string;
  readonly flagKey: string;
  readonly context: Readonly<Record<string, JsonValue>>;
  readonly valueType?: string;
  readonly default?: JsonValue;
  readonly expect: { readonly value: JsonValue; readonly reason: { readonly errorKind?: string } };
}

/** The data files of LaunchDarkly's test harness for server-side SDKs. */
export const launchDarkly: Suite = {
  name: 'launchdarkly',
  async run() {
    const folder = `${checkout(SOURCE)}/${FOLDER}`;
    const data = readdirSync(folder).flatMap((file) =>
      expanded(readFileSync(`${folder}/${file}`, 'utf8')).map((text) => parse(text, { merge: true }) as Data),
    );
    const all = data.flatMap(({ name, sdkData, evaluations }) => {
      const imported = new Imported(FORMATS.launchdarkly, sdkData);
      return evaluations.map((each) => ({ each, result: result(name, imported, each) }));
    });
    const isMalformed = ({ each }: { readonly each: Evaluation }): boolean =>
      each.expect.reason.errorKind === 'MALFORMED_FLAG';
    return [
      {
        suite: 'LaunchDarkly, server-side data',
        cases: all.filter((each) => !isMalformed(each)).map(({ result: own }) => own),
      },
      {
        suite: 'LaunchDarkly, malformed flags',
        cases: all.filter(isMalformed).map(({ result: own }) => own),
      },
    ];
  },
};

function result(suite: string, imported: Imported, each: Evaluation): CaseResult {
  const { name, flagKey, context, valueType = 'any', default: fallback = null, expect } = each;
  const ours = contextOf(context);
  // A read without a type gives the fallback only for a flag without a value.
  const hasValue = imported.flags.has(flagKey) && imported.flags.evaluate(flagKey, ours).value !== null;
  const given = valueType === 'any' && hasValue ? null : fallback;
  const failure = imported.failure(flagKey, ours, { value: expect.value, fallback: given });
  return { title: `${suite}: ${name}`, failure };
}

/** The context for Halyard: a user's attributes are those of the context, another kind is an object of it. */
function contextOf({ kind = 'user', ...given }: Readonly<Record<string, JsonValue>>): EvaluationContext {
  if (kind === 'multi') {
    const { user, ...others } = given;
    return { ...others, ...(user === undefined ? {} : userOf(user as Record<string, JsonValue>)) };
  }
  return kind === 'user' ? userOf(given) : { [kind as string]: given };
}

/** Contexts of the oldest kind have their attributes in `custom`. */
function userOf({ key, custom, ...attributes }: Readonly<Record<string, JsonValue>>): EvaluationContext {
  return { ...attributes, ...(custom as Record<string, JsonValue> | undefined), targetingKey: key as string };
}

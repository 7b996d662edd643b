import { type EvaluationContext, FeatureFlags, MemoryBackend } from '@halyard/core';
import { FlagdCore } from '@openfeature/flagd-core';
import type { Seed } from '../../admin/admin-server.js';

const PEOPLE = Array.from({ length: 60 }, (_, i) => ({ targetingKey: `user-${i}` }));

/** Contexts as an app has them. */
const CONTEXTS: readonly EvaluationContext[] = [
  ...PEOPLE,
  {},
  { targetingKey: 'alice', plan: 'pro', email: 'alice@example.com', age: 42, version: '2.3.1' },
  {
    targetingKey: 'bob',
    plan: 'free',
    email: 'bob@other.org',
    age: 12,
    version: '1.9.0',
    roles: ['admin', 'x'],
  },
  { targetingKey: 'carol', plan: 'pro', beta: true, age: 18, companyId: 'c-7', account: { plan: 'team' } },
  { targetingKey: 'dave', beta: false, companyId: 'c-8', version: '2.0.0-beta.1', roles: 'admin' },
  { plan: 'pro', age: 70, companyId: 'c-9' },
];

/** Attributes of other types than a condition asks for, and keys that are none. */
export const ODD_CONTEXTS: readonly EvaluationContext[] = [
  { targetingKey: '', companyId: '', plan: '', beta: '', roles: [], email: '' },
  { targetingKey: 'erin', plan: 5, beta: 'false', age: 0, account: { plan: 'pro', id: 'a-1' } },
  { targetingKey: 'frank', plan: ['pro'], beta: 1, companyId: '', account: { id: 7 }, roles: ['pro'] },
  { targetingKey: 'grace', plan: true, beta: 'off', companyId: 'c-1', account: { id: '' } },
];

/** What flagd itself serves. */
export function flagdAnswers(document: object, name: string, contexts = CONTEXTS): unknown[] {
  const core = new FlagdCore();
  core.setConfigurations(JSON.stringify(document));
  const logger = { error() {}, warn() {}, info() {}, debug() {} };
  return contexts.map((context) => {
    const evaluations = core.resolveAll(context as never, logger);
    return evaluations.find(({ flagKey }) => flagKey === name)?.value;
  });
}

/** What Halyard serves. */
export async function ourAnswers(seed: Seed, name: string, contexts = CONTEXTS): Promise<unknown[]> {
  const flags = await FeatureFlags.open(new MemoryBackend(new Map(Object.entries(seed)) as never), {
    logger: false,
  });
  return contexts.map((context) => flags.evaluate(name, context).value);
}

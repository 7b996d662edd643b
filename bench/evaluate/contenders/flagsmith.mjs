import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flagsmith, LocalFileHandler } from 'flagsmith-nodejs';

/** Offline, its environment document in a file. It has no way to ask for one flag: all of them are evaluated for a user. */
export const contender = {
  title: 'Flagsmith, offline',
  package: 'flagsmith-nodejs',
  asynchronous: true,
  evaluates: 'every flag for each user, then reads one; plain flags are read from flags evaluated once',
  leavesOut: 'unknown flags (it throws), details',
  definitions: ({ flags, allowed }) => environment(flags, allowed),
  async open(document, { sticky, targeted, split }) {
    const client = offline(document);
    const everyone = await client.getEnvironmentFlags();
    const of = ({ id, plan, age }) => client.getIdentityFlags(id, { id, plan, age });
    return {
      plain: (name) => everyone.isFeatureEnabled(name),
      sticky: async (user) => (await of(user)).isFeatureEnabled(sticky),
      targeted: async (user) => (await of(user)).isFeatureEnabled(targeted),
      split: async (user) => (await of(user)).getFeatureValue(split),
      close: () => client.close(),
    };
  },
};

function offline(document) {
  const folder = mkdtempSync(join(tmpdir(), 'halyard-bench-'));
  try {
    const file = join(folder, 'environment.json');
    writeFileSync(file, JSON.stringify(document));
    return new Flagsmith({ offlineMode: true, offlineHandler: new LocalFileHandler(file) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function environment(flags, allowed) {
  const states = flags.map(({ name, kind }, i) =>
    state(name, i + 1, kind === 'plain' || kind === 'split', kind),
  );
  const segments = flags.flatMap(({ name, kind }, i) =>
    kind === 'plain' || kind === 'split' ? [] : [segment(name, i + 1, kind, allowed)],
  );
  const organisation = {
    id: 1,
    name: 'bench',
    feature_analytics: false,
    stop_serving_flags: false,
    persist_trait_data: true,
  };
  return {
    id: 1,
    api_key: 'bench',
    name: 'bench',
    project: { id: 1, name: 'bench', hide_disabled_flags: false, organisation, segments },
    feature_states: states,
  };
}

function state(name, id, enabled, kind) {
  const options =
    kind === 'split'
      ? [
          ['compact', 25],
          ['rich', 25],
        ]
      : [];
  return {
    feature: { id, name, type: options.length === 0 ? 'STANDARD' : 'MULTIVARIATE' },
    enabled,
    django_id: id,
    feature_state_value: 'control',
    multivariate_feature_state_values: options.map(([value, share], i) => ({
      id: i + 1,
      percentage_allocation: share,
      multivariate_feature_option: { id: i + 1, value },
    })),
  };
}

/** Switches one flag on for those whom its rules let in. */
function segment(name, id, kind, allowed) {
  const condition = (property_, operator, value) => ({ property_, operator, value });
  const both = [condition('plan', 'EQUAL', 'pro'), condition('age', 'GREATER_THAN_INCLUSIVE', '21')];
  const conditions = {
    sticky: [condition(undefined, 'PERCENTAGE_SPLIT', '25')],
    conditions: both,
    targeted: [...both, condition('id', 'IN', allowed.join(','))],
  }[kind];
  return {
    id,
    name,
    rules: [{ type: 'ALL', conditions: [], rules: [{ type: 'ALL', conditions, rules: [] }] }],
    feature_states: [state(name, id, true, kind)],
  };
}

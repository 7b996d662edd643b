// What one evaluation costs with OpenFeature: `node provider.mjs <contender> <settings as JSON>`. Sends µs.
import { HalyardProvider } from '@halyard/openfeature';
import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { fastestCall } from './fastest-call.mjs';
import { openFlags, USERS } from './flags.mjs';

const [name, settings] = process.argv.slice(2);
const flags = await openFlags(2, '50%');
const [user] = USERS;
OpenFeature.setLogger({ error() {}, warn() {}, info() {}, debug() {} });

const inMemory = {
  'flag-1': {
    disabled: false,
    variants: { on: true, off: false },
    defaultVariant: 'on',
    contextEvaluator: () => 'on',
  },
};
const noop = {
  metadata: { name: 'noop' },
  resolveBooleanEvaluation: async (_, value) => ({ value }),
};
const asked = {
  isEnabled: async () => () => flags.isEnabled('flag-1', user),
  async resolver() {
    const provider = new HalyardProvider(flags);
    return () => provider.resolveBooleanEvaluation('flag-1', false, user);
  },
  halyard: () => clientOf(new HalyardProvider(flags)),
  memory: () => clientOf(new InMemoryProvider(inMemory)),
  noop: () => clientOf(noop),
};

async function clientOf(provider) {
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  return () => client.getBooleanValue('flag-1', false, user);
}

process.send(await fastestCall(JSON.parse(settings), await asked[name]()));

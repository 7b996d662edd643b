import { init } from '@launchdarkly/node-server-sdk';
import { TestData } from '@launchdarkly/node-server-sdk/integrations';
import { gateByHand } from '../frameworks.mjs';

/** The server SDK with test data; a percentage rollout by user key. */
export const contender = {
  title: 'LaunchDarkly, rollout',
  package: '@launchdarkly/node-server-sdk',
  async open(framework) {
    const source = new TestData();
    const variations = [
      { variation: 0, weight: 99_999 },
      { variation: 1, weight: 1 },
    ];
    await source.usePreconfiguredFlag({
      key: 'open',
      version: 1,
      on: true,
      salt: 'open',
      variations: [true, false],
      offVariation: 1,
      fallthrough: { rollout: { contextKind: 'user', variations } },
      targets: [],
      rules: [],
    });
    const client = init('sdk-bench', {
      updateProcessor: source.getFactory(),
      sendEvents: false,
      diagnosticOptOut: true,
      logger: { error() {}, warn() {}, info() {}, debug() {} },
    });
    await client.waitForInitialization({ timeout: 10 });
    const ask = (key) => client.boolVariation('open', { kind: 'user', key }, false);
    return [gateByHand(framework, ask, { asynchronous: true })];
  },
};

import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { share } from '../../evaluate/share.mjs';
import { gateByHand } from '../frameworks.mjs';
import { ALMOST_ALL } from '../users.mjs';

/** The server SDK with its in-memory provider; the rollout is a hand-written function. */
export const contender = {
  title: 'OpenFeature in memory, rollout',
  package: '@openfeature/server-sdk',
  async open(framework) {
    const flag = {
      disabled: false,
      variants: { on: true, off: false },
      defaultVariant: 'off',
      contextEvaluator: ({ targetingKey }) =>
        share(`open:${targetingKey}`) < ALMOST_ALL / 100 ? 'on' : 'off',
    };
    await OpenFeature.setProviderAndWait(new InMemoryProvider({ open: flag }));
    const client = OpenFeature.getClient();
    const ask = (targetingKey) => client.getBooleanValue('open', false, { targetingKey });
    return [gateByHand(framework, ask, { asynchronous: true })];
  },
};

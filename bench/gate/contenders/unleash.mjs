import { InMemStorageProvider, initialize } from 'unleash-client';
import { gateByHand } from '../frameworks.mjs';

/** A gradual rollout by user id. */
export const contender = {
  title: 'unleash-client, rollout',
  package: 'unleash-client',
  async open(framework) {
    const parameters = { rollout: '100', stickiness: 'userId', groupId: 'open' };
    const strategies = [{ name: 'flexibleRollout', parameters, constraints: [] }];
    const client = initialize({
      appName: 'bench',
      url: 'http://localhost/',
      refreshInterval: 0,
      disableMetrics: true,
      storageProvider: new InMemStorageProvider(),
      bootstrap: { data: [{ name: 'open', enabled: true, strategies }] },
    });
    await new Promise((resolve) => client.once('synchronized', resolve));
    return [gateByHand(framework, (userId) => client.isEnabled('open', { userId }))];
  },
};

import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

describe('the channel halyard:evaluation', () => {
  it('has the service that gave each answer', async () => {
    const shop = await FeatureFlags.open(new MemoryBackend({ beta: 'on' }));
    const blog = await FeatureFlags.open(new MemoryBackend({ beta: 'off' }));
    const names = new Map<unknown, string>([
      [shop, 'shop'],
      [blog, 'blog'],
    ]);
    const answers: string[] = [];
    const listen = (message: unknown): void => {
      const { service, evaluation } = message as { service: unknown; evaluation: { on: boolean } };
      answers.push(`${names.get(service)} ${evaluation.on ? 'on' : 'off'}`);
    };
    subscribe('halyard:evaluation', listen);
    shop.isEnabled('beta');
    blog.isEnabled('beta');
    shop.override('beta', false);
    shop.at({}).decide('beta');
    unsubscribe('halyard:evaluation', listen);
    expect(answers).to.deep.equal(['shop on', 'blog off', 'shop off']);
  });
});

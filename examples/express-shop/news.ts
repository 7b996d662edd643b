import type { BackendStatus, FeatureFlags } from '@halyard/core';
import { subscribe } from 'node:diagnostics_channel';

/** Prints each change of a flag, each text that can't be used, and each change of the store's state. */
export function printNews(flags: FeatureFlags): void {
  flags.onChange(({ name, after }) => console.log(`flag ${name}: ${after?.text ?? 'removed'}`));
  const printed = new Map<string, readonly string[]>();
  subscribe('halyard:backend', (message) => {
    const { name, state, reason, invalid } = message as BackendStatus;
    const news = [
      `${name} is ${state}${reason === undefined ? '' : `: ${reason}`}`,
      ...invalid.map((each) => `flag ${each.name} can't be used: ${each.problem}`),
    ];
    const known = printed.get(name) ?? [];
    for (const sentence of news) if (!known.includes(sentence)) console.log(sentence);
    printed.set(name, news);
  });
}

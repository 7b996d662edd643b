import type { BackendStatus, FeatureFlags } from '@halyard/core';
import { subscribe } from 'node:diagnostics_channel';

/** Prints what becomes of the flags: each change, each text that can't be used, and when their store comes and goes. */
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

import type { FeatureFlags, FlagName } from '@halyard/core';
import { createInterface } from 'node:readline';

/** Flips flags from lines such as `new_checkout on`, so that the shop can be tried without a Redis. */
export function flipFromPrompt(flags: FeatureFlags): void {
  console.log(
    'Flip a flag: type its name and its new text, such as "new_checkout on", "beta 25%" or "legacy_down on".',
  );
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const [name, text] = line.trim().split(/\s+(.*)/);
    if (!name) return;
    try {
      await flags.set(name as FlagName, text ?? '', { actor: 'prompt' });
    } catch (error) {
      console.error((error as Error).message);
    }
  });
}

import { defineFlags, type FeatureFlags } from '@halyard/core';
import { makeFlagGate } from '@halyard/express';
import * as node from '@halyard/node';

const appFlags = defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } });

declare module '@halyard/core' {
  interface Register {
    flags: typeof appFlags;
  }
}

export const gate = makeFlagGate('new_checkout');
// @ts-expect-error no such flag
export const misspelt = makeFlagGate('new_chekout');
// @ts-expect-error no such flag
export const misspeltForNode = node.makeFlagGate('new_chekout');
export const pageSize = (flags: FeatureFlags): number => flags.getValue('page_size', 10);

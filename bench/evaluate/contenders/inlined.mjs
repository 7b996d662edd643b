import { hash } from '../share.mjs';

/**
 * The least that the work itself can cost: one flag, its rule at the place that asks, nothing looked up by name, and the
 * name's part of the hash made beforehand.
 */
export const contender = {
  title: 'by hand, inlined',
  evaluates: 'one flag, its rule at the place that asks',
  leavesOut: 'flags as such',
  definitions: ({ allowed }) => ({ allowed }),
  async open({ allowed }, { sticky, split }) {
    const names = new Set(allowed);
    const seeds = { sticky: hash(sticky), split: hash(split) };
    return {
      sticky: (user) => hash(user.id, seeds.sticky) < 0.25 * 2 ** 32,
      targeted: (user) => user.plan === 'pro' && user.age >= 21 && names.has(user.id),
      split(user) {
        const at = hash(user.id, seeds.split) / 2 ** 32;
        return at < 0.5 ? 'control' : at < 0.75 ? 'compact' : 'rich';
      },
    };
  },
};

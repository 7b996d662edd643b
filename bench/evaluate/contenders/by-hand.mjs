import { share } from '../share.mjs';

/**
 * What somebody would write for these few flags and no others: a Map of functions by name, a Set of users, and a hash loop
 * over the flag's name and the user's.
 */
export const contender = {
  title: 'by hand',
  evaluates: 'the flags that are asked for, each a function in a Map',
  leavesOut: 'changing a flag at run time',
  definitions: ({ allowed }) => ({ allowed }),
  async open({ allowed }, { sticky, targeted, split }) {
    const names = new Set(allowed);
    const flags = new Map([
      [sticky, (user) => share(`${sticky}:${user.id}`) < 0.25],
      [targeted, (user) => user.plan === 'pro' && user.age >= 21 && names.has(user.id)],
      [split, (user) => variant(share(`${split}:${user.id}`))],
    ]);
    const ask = (name, user) => flags.get(name)?.(user);
    return {
      sticky: (user) => ask(sticky, user),
      targeted: (user) => ask(targeted, user),
      split: (user) => ask(split, user),
      details(user) {
        const value = ask(sticky, user);
        return { flag: sticky, value, variant: value ? 'on' : 'off', reason: 'SPLIT' };
      },
      view: (user) => new View(ask, user).ask(sticky),
    };
  },
};

function variant(at) {
  return at < 0.5 ? 'control' : at < 0.75 ? 'compact' : 'rich';
}

/** The flags as one request sees them. */
class View {
  constructor(ask, user) {
    this.flags = ask;
    this.user = user;
  }

  ask(name) {
    return this.flags(name, this.user);
  }
}

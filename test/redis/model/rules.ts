/**
 * What the model can leave out: the number of the protocol's rule that says so, the scenario in which that goes wrong, and
 * how it ends there.
 */
export const RULES = {
  'changes come from the shadow only': {
    number: 1,
    scenario: 'a start under a load of writes',
    ends: 'L has 0, the hash 1',
  },
  'a message continues the head': {
    number: 1,
    scenario: 'failover',
    ends: 'L has 1, the hash 2',
  },
  'a gap is filled': {
    number: 1,
    scenario: 'gaps and lost connections',
    ends: 'the shadow was reset, and nothing was wrong with it',
  },
  'the log is read up to the wanted number': {
    number: 1,
    scenario: 'scripts break off',
    ends: 'never comes to rest',
  },
  'a start reads the position before the shadow': {
    number: 2,
    scenario: 'both watchers die',
    ends: 'L has 1, the hash 0',
  },
  'the log is read after subscribing': {
    number: 2,
    scenario: 'both watchers die',
    ends: 'P has 0, the hash 1',
  },
  'a start ends with a watch read': {
    number: 2,
    scenario: 'both watchers die',
    ends: 'P has 0, the hash 1',
  },
  'a watch read reads the position after the hash': {
    number: 3,
    scenario: 'both watchers die',
    ends: 'P has 1, the hash 0',
  },
  'a watch read that finds too few messages begins anew': {
    number: 3,
    scenario: 'failover',
    ends: 'never comes to rest',
  },
  'a comparison waits for its number': {
    number: 3,
    scenario: 'both watchers die',
    ends: 'P has 1, the hash 0',
  },
  'a push during a watch read is kept': {
    number: 3,
    scenario: 'both watchers die',
    ends: 'Q has 1, the hash 0',
  },
  'a changed text refuses the announcement': {
    number: 4,
    scenario: 'transactions',
    ends: 'L has 20, and 2 was written into all flags at once',
  },
  'the shadow is written last': {
    number: 4,
    scenario: 'scripts break off',
    ends: 'L has 0, the hash 1',
  },
  'the log is made anew when it refuses an entry': {
    number: 4,
    scenario: 'tampering',
    ends: '1 was written, and is not in the shadow',
  },
  'a watcher verifies what it announced': {
    number: 5,
    scenario: 'tampering',
    ends: 'P has 0, the hash 1',
  },
  'an outdated announcement proves nothing': {
    number: 5,
    scenario: 'a start under a load of writes',
    ends: 'the shadow was reset, and nothing was wrong with it',
  },
  'a slot expires': {
    number: 6,
    scenario: 'slots and frozen watchers',
    ends: 'P has 0, the hash 1',
  },
  'taking a slot begins with a watch read': {
    number: 6,
    scenario: 'slots and frozen watchers',
    ends: 'P has 0, the hash 1',
  },
  'a poll finds another position': {
    number: 7,
    scenario: 'scripts break off',
    ends: 'P has 0, the hash 1',
  },
  'a reply that a message overtook proves nothing': {
    number: 7,
    scenario: 'polls at any time',
    ends: 'P began anew, and nothing was wrong',
  },
  'a poll compares the lengths': {
    number: 7,
    scenario: 'a flag is added while no replica watches',
    ends: 'L has -, the hash 1',
  },
  'each replica compares now and then': {
    number: 7,
    scenario: 'tampering, then the watcher dies',
    ends: 'L has 0, the hash 1',
  },
  'an emptying seen live is obeyed': {
    number: 8,
    scenario: 'the hash is emptied',
    ends: 'P has 0, the hash -',
  },
  'an empty hash is not obeyed on a fresh connection': {
    number: 9,
    scenario: 'failover to an empty server',
    ends: 'P lost its flags to an empty server',
  },
  'a push is obeyed without a position': {
    number: 9,
    scenario: 'the hash is emptied while connections are lost',
    ends: 'P has 0, the hash 1',
  },
  'a write publishes': {
    number: 10,
    scenario: 'both watchers die',
    ends: 'P has 0, the hash 1',
  },
  'a write announces what it finds': {
    number: 10,
    scenario: 'both watchers die',
    ends: '1 was written, and is not in the shadow',
  },
  'a write announces all that differs': {
    number: 10,
    scenario: 'transactions',
    ends: 'P has 10, and 1 was written into all flags at once',
  },
} as const;

export type Rule = keyof typeof RULES;

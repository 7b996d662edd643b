import fflip from 'fflip';
import { share } from '../share.mjs';
import { meetsConditions } from '../world.mjs';

/** Booleans and named criteria, which the program writes as functions. */
export const contender = {
  title: 'fflip',
  package: 'fflip',
  evaluates: 'which criteria must hold; the criteria are hand-written JavaScript',
  leavesOut: 'splits, details, a hash of its own',
  definitions: ({ flags }) => flags.map(({ name, kind }) => feature(name, kind)),
  async open(features, { sticky, targeted, allowed }) {
    const names = new Set(allowed);
    fflip.config({
      features,
      criteria: [
        { id: 'conditions', check: (user, holds) => meetsConditions(user) === holds },
        { id: 'isNamed', check: (user, isNamed) => names.has(user.id) === isNamed },
        { id: 'share', check: (user, [seed, limit]) => share(`${seed}:${user.id}`) < limit },
      ],
    });
    const nobody = {};
    return {
      plain: (name) => fflip.isFeatureEnabledForUser(name, nobody),
      unknown: (name) => fflip.isFeatureEnabledForUser(name, nobody),
      sticky: (user) => fflip.isFeatureEnabledForUser(sticky, user),
      targeted: (user) => fflip.isFeatureEnabledForUser(targeted, user),
    };
  },
};

function feature(id, kind) {
  switch (kind) {
    case 'sticky':
      return { id, criteria: { share: [id, 0.25] } };
    case 'conditions':
      return { id, criteria: { conditions: true } };
    case 'targeted':
      return { id, criteria: { conditions: true, isNamed: true } };
    default:
      return { id, enabled: true };
  }
}

import { jsonBytes, listWithin } from './fill.mjs';
import { choice } from './genes.mjs';

/**
 * A family that fills a definition with conditions on one long attribute. `value` makes the attribute; instead of it
 * `context` makes all attributes, and `contexts` several such objects, which take turns. `leaf` makes a condition that does
 * not hold, so that the next one is asked too; where each is another, `leafAt` makes a function from its place to it.
 */
export function byConditions({ value, context, contexts, leaf, leafAt, genes = {}, ...family }) {
  return {
    ...family,
    genes: { arrangement: choice('$or', '$and', '$nor', 'rules', 'nested'), ...genes },
    make(room) {
      const all = contexts?.(room) ?? [context?.(room) ?? { [room.attribute]: value(room) }];
      const [attributes] = all;
      const { each, whole } = ARRANGEMENTS[room.genes.arrangement];
      const bytes = room.bytes - jsonBytes({ rules: whole([], room) });
      const inside = { ...room, bytes: bytes - 30, attributes };
      const only = leaf && each(leaf(inside));
      const at = leafAt?.(inside);
      const leaves = listWithin(bytes, (index) => only ?? each(at(index)));
      return { rules: whole(leaves, room), contexts: all };
    },
  };
}

const same = (leaf) => leaf;
const NEVER = { $or: [{ never: 1 }] };

/** The ways to join conditions so that all are asked and the whole does not hold. */
const ARRANGEMENTS = {
  $or: { each: same, whole: (leaves) => [{ when: { $or: [NEVER, ...leaves] } }] },
  $and: {
    each: (leaf) => ({ $not: leaf }),
    whole: (leaves) => [{ when: { $and: [...leaves, NEVER] } }],
  },
  $nor: { each: same, whole: (leaves) => [{ when: { $not: { $nor: [NEVER, ...leaves] } } }] },
  rules: { each: same, whole: (leaves, { rules }) => inRules(leaves, rules) },
  nested: { each: same, whole: (leaves) => [{ when: nested(leaves, 4) }] },
};

/** Conditions shared out among as many rules as there may be. */
function inRules(leaves, rules) {
  if (leaves.length === 0) return Array.from({ length: rules }, () => ({ when: NEVER }));
  const size = Math.ceil(leaves.length / rules);
  const groups = Array.from({ length: Math.ceil(leaves.length / size) }, (_, i) =>
    leaves.slice(i * size, (i + 1) * size),
  );
  return groups.map((group) => ({ when: group.length === 1 ? group[0] : { $or: group } }));
}

/** `{"$or": [{"$and": [{"$or": …}]}, …]}`: some of the conditions at each depth. */
function nested(leaves, depth) {
  if (depth === 0) return { $or: [NEVER, ...leaves] };
  const here = Math.ceil(leaves.length / (depth + 1));
  return { $or: [...leaves.slice(0, here), { $and: [nested(leaves.slice(here), depth - 1)] }] };
}

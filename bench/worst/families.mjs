import { addresses } from './families/addresses.mjs';
import { allocations } from './families/allocations.mjs';
import { connectives } from './families/connectives.mjs';
import { instants } from './families/instants.mjs';
import { listElements } from './families/list-elements.mjs';
import { lists } from './families/lists.mjs';
import { numbers } from './families/numbers.mjs';
import { objects } from './families/objects.mjs';
import { patternSegments } from './families/pattern-segments.mjs';
import { patternFamilies } from './families/patterns.mjs';
import { requirements } from './families/requirements.mjs';
import { rolloutConditions } from './families/rollout-conditions.mjs';
import { rollouts } from './families/rollout-rules.mjs';
import { schedules } from './families/schedules.mjs';
import { segments } from './families/segments.mjs';
import { longTexts } from './families/texts.mjs';
import { versions } from './families/versions.mjs';

/**
 * Families of slow definitions. `make(room)` uses the room it is given (`bytes` of definition, `contextBytes`, `rules`) and
 * the values of its `genes`; what it makes may use the name `attribute`, and names that start with it, for itself. It
 * gives `rules` of which none matches, the `contexts` to evaluate them for in turn, and where it needs them `requires` and the
 * definitions of `others` by name.
 */
export const families = [
  ...connectives,
  ...lists,
  ...listElements,
  ...longTexts,
  ...numbers,
  ...versions,
  ...instants,
  ...addresses,
  ...objects,
  ...rolloutConditions,
  ...rollouts,
  ...allocations,
  ...schedules,
  ...segments,
  ...requirements,
  ...patternFamilies,
  ...patternSegments,
];

/** The family of that id; throws for none. */
export function familyOf(id) {
  const family = families.find((each) => each.id === id);
  if (family === undefined)
    throw new Error(`unknown family ${id}; known: ${families.map((each) => each.id).join(', ')}`);
  return family;
}

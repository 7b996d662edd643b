/**
 * The flags and users that every contender is given, in no library's own format. The kinds of flags:
 *
 * - `plain`: on for everyone;
 * - `sticky`: on for 25 % of the users, always the same ones;
 * - `conditions`: on where the plan is "pro" and the age 21 or more;
 * - `targeted`: the same conditions, and the user is one of 1,000 names;
 * - `split`: half of the users get "control", a quarter each "compact" and "rich".
 */
export function makeWorld(count) {
  const flags = Array.from({ length: count }, (_, i) => ({
    name: `feature-${i}-of-the-shop`,
    kind: kindOf(i),
  }));
  const first = (kind) => flags.find((flag) => flag.kind === kind).name;
  return {
    flags,
    /** The flags that the scenarios about users ask for. */
    sticky: first('sticky'),
    targeted: first('targeted'),
    split: first('split'),
    /** The names that the scenarios rotate through, in an order that no processor foresees. */
    plainNames: literals(shuffled(flags.filter(({ kind }) => kind === 'plain').map(({ name }) => name))),
    unknownNames: literals(Array.from({ length: 1000 }, (_, i) => `nobody-has-${i}`)),
    users,
    allowed: Array.from({ length: 1000 }, (_, i) => userName(i * 2)),
  };
}

/** Of 100 flags 70 are plain, 19 sticky and 9 have conditions; the first of each kind is among the first 100. */
function kindOf(index) {
  if (index === 7) return 'targeted';
  if (index === 8) return 'split';
  const digit = index % 10;
  return digit < 7 ? 'plain' : digit < 9 ? 'sticky' : 'conditions';
}

const users = JSON.parse(
  JSON.stringify(
    Array.from({ length: 1000 }, (_, i) => ({
      id: userName(i),
      plan: i % 4 === 3 ? 'free' : 'pro',
      age: 18 + (i % 50),
    })),
  ),
);

/** Whether the flags `conditions` and `targeted` are on for a user, the allow-list aside. */
export function meetsConditions({ plan, age }) {
  return plan === 'pro' && age >= 21;
}

function userName(number) {
  return `user-${100_000 + number * 7919}`;
}

/** The same texts as the engine keeps those that stand in a program: look-ups usually have such names. */
function literals(names) {
  return Object.keys(Object.fromEntries(names.map((name) => [name, true])));
}

/** Always the same order: linear congruential steps, the constants of Numerical Recipes. */
function shuffled(list) {
  const result = [...list];
  let state = 1;
  for (let i = result.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

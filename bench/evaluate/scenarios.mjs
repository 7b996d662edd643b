import { meetsConditions } from './world.mjs';

/**
 * What is asked. `over` says what rotates from one call to the next: names of flags, or the users, in the form that the
 * contender takes them. `baseline` is the contender that the others are divided by. `problem` looks at the answers of one
 * turn and says what is wrong with them.
 */
export const scenarios = [
  { id: 'plain', title: 'plain flag', over: 'plainNames', baseline: 'map-get', problem: share(1) },
  { id: 'unknown', title: 'unknown flag', over: 'unknownNames', baseline: 'map-get', problem: share(0) },
  { id: 'sticky', title: 'sticky 25 %', over: 'users', baseline: 'by-hand', problem: share(0.25) },
  {
    id: 'targeted',
    title: 'conditions + names',
    over: 'users',
    baseline: 'by-hand',
    problem: exactly(isTarget),
  },
  { id: 'split', title: '3-way split', over: 'users', baseline: 'by-hand', problem: threeVariants },
  { id: 'details', title: 'sticky, details', over: 'users', baseline: 'by-hand', problem: objects },
  { id: 'view', title: 'sticky, new view', over: 'users', baseline: 'by-hand', problem: share(0.25) },
];

/** All that can be asked of a contender that evaluates only part of a flag. */
export function neverVaries(answers) {
  return answers.every(Boolean) || !answers.some(Boolean) ? 'the same answer for everyone' : undefined;
}

function isTarget(user, { allowed }) {
  return meetsConditions(user) && allowed.includes(user.id);
}

function exactly(expected) {
  return (answers, world) => {
    const wrong = answers.findIndex((answer, i) => answer !== expected(world.users[i], world));
    return wrong === -1 ? undefined : `the wrong answer for ${JSON.stringify(world.users[wrong])}`;
  };
}

function share(expected) {
  return (answers) => problemOfShare(answers.filter(Boolean).length, answers.length, expected);
}

/** Each library names and orders the variants' shares of the hash its own way, so only their sizes are compared. */
function threeVariants(answers) {
  const counts = { control: 0, compact: 0, rich: 0 };
  for (const answer of answers) counts[answer]++;
  return (
    problemOfShare(counts.control, answers.length, 0.5) ??
    problemOfShare(counts.compact, answers.length, 0.25) ??
    problemOfShare(counts.rich, answers.length, 0.25)
  );
}

/** More than four standard deviations off is no chance. */
function problemOfShare(count, total, expected) {
  const allowed = 4 * Math.sqrt((expected * (1 - expected)) / total);
  const found = count / total;
  return Math.abs(found - expected) <= allowed ? undefined : `${expected} expected, found ${found}`;
}

function objects(answers) {
  return answers.every((answer) => typeof answer === 'object' && answer !== null) ? undefined : 'no details';
}

// One contender in a process of its own: `node contestant.mjs <name> <flags> <batch ms> <batches> <calls>`. Sends
// `{ scenario: { time, bytes } }` per call, the time in nanoseconds; the bytes, over at most so many calls, only if
// the collector can be called.
import { bytesPerCall } from './allocation.mjs';
import { neverVaries, scenarios } from './scenarios.mjs';
import { callsFor, fastest } from './timing.mjs';
import { makeWorld } from './world.mjs';

const [name, flags, batchMs, batches, mostCalls] = process.argv.slice(2);
const { contender } = await import(`./contenders/${name}.mjs`);
const world = makeWorld(Number(flags));
const asked = await contender.open(JSON.parse(JSON.stringify(contender.definitions(world))), world);

const lanes = [];
for (const scenario of scenarios) {
  const call = asked[scenario.id];
  if (call === undefined) continue;
  const subjects = scenario.over === 'users' ? (asked.users ?? world.users) : world[scenario.over];
  await check(scenario, call, subjects);
  const { loop, awaitingLoop } = await import(`./loop.mjs?${scenario.id}`);
  lanes.push({ id: scenario.id, call, subjects, loop: contender.asynchronous ? awaitingLoop : loop });
}

// Every kind of question is asked before any is timed, as a program would, so that no library is timed while it has
// seen only one.
for (const lane of lanes) lane.calls = await callsFor(Number(batchMs), lane.loop, lane.call, lane.subjects);

const result = {};
for (const { id, loop, call, subjects, calls } of lanes) {
  const measure = () => fastest(Number(batches), calls, loop, call, subjects);
  await measure();
  const time = await measure();
  const bytes =
    globalThis.gc === undefined ? undefined : await bytesPerCall(loop, call, subjects, Number(mostCalls));
  result[id] = { time, bytes };
}
await asked.close?.();
process.send(result);

/** Throws when the contender's answers are not those of the scenario. Slow ones are asked about fewer subjects. */
async function check({ id, problem }, call, subjects) {
  const answers = [];
  const start = performance.now();
  for (const subject of subjects) {
    answers.push(await call(subject));
    if (answers.length >= 100 && performance.now() - start > 500) break;
  }
  const wrong = contender.partly?.includes(id) ? neverVaries(answers) : problem(answers, world);
  if (wrong !== undefined) throw new Error(`${name}, ${id}: ${wrong}`);
}

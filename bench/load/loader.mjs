// How long a contender takes from the text of its flags to the first answer, and how much memory it keeps:
// `node loader.mjs <contender> <flags>`. Sends `{ ms, bytes }`.
import { makeWorld } from '../evaluate/world.mjs';

const [name, flags] = process.argv.slice(2);
const { contender } = await import(`../evaluate/contenders/${name}.mjs`);
const world = makeWorld(Number(flags));
const [plain] = world.plainNames;
let text = JSON.stringify(contender.definitions(world));

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const start = performance.now();
const asked = await contender.open(JSON.parse(text), world);
const answer = await asked.plain(plain);
const ms = performance.now() - start;
text = undefined;
globalThis.gc();
const bytes = process.memoryUsage().heapUsed - before;

if (answer !== true) throw new Error(`${name}: ${plain} should be on`);
process.send({ ms, bytes });
await asked.close?.();

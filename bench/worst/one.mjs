// Evaluates one definition in this process, so that it can be profiled or read:
//
//     node --cpu-prof bench/worst/one.mjs contains '{"length":7}' versions
//     node bench/worst/one.mjs contains --print > contains.json
//
// Families, each with the genes that differ from its first ones, as the notes in RESULTS.md name them. Without a
// build: `node --import tsx --conditions=@halyard/source bench/worst/one.mjs …`.
import { parseArgs } from 'node:util';
import { Evaluator } from './evaluator.mjs';
import { familyOf } from './families.mjs';
import { firstGenes } from './genes.mjs';
import { loadLargestLegal } from './largest-legal.mjs';
import { findLimits } from './limits.mjs';
import { describe, sizeOf } from './world.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    print: { type: 'boolean', default: false },
    times: { type: 'string', default: '5' },
    definition: { type: 'string' },
  },
});

const parts = [];
for (const each of positionals) {
  if (each.startsWith('{')) Object.assign(parts.at(-1).genes, JSON.parse(each));
  else parts.push({ family: familyOf(each), genes: firstGenes(familyOf(each)) });
}

const found = findLimits();
const limits = { ...found, definition: Number(values.definition ?? found.definition) };
const evaluator = new Evaluator();
const { world, problem } = await loadLargestLegal(evaluator, parts, limits);
if (problem !== undefined) throw new Error(`rejected: ${problem}`);
if (values.print) {
  console.log(
    JSON.stringify({ flags: Object.fromEntries(world.flags), context: JSON.parse(world.contexts[0]) }),
  );
} else {
  console.log(describe(parts), sizeOf(world));
  console.log(evaluator.evaluate(Number(values.times), Infinity));
}

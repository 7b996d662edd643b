// `npm run bench [-- part…] [--quick]`: measures Halyard beside its peers and writes RESULTS.md. With --quick every
// benchmark runs for one short round, only to see that it runs: nothing is written and no figure fails anything.
import { parseArgs } from 'node:util';
import { prepare } from './support/prepare.mjs';
import { parts } from './parts.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, count: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`bench: no part is called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

prepare();
const { printPart, writePart } = await import('./support/report.mjs');
const progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};

for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const { part } = await parts[name]();
  const result = await part.run({ ...values, progress });
  progress('');
  printPart(part, result, values.quick);
  if (!values.quick) writePart(name, part, result);
}

// `npm run hostile -- [kind…] [--count 250000] [--seconds 600] [--first 1]`: runs so many cases of each kind, but ends after
// so many seconds for each, and prints how many there were and which took longest. Fails at the first that is not as it
// should be, naming the number that it is made from: `--first` with that number and `--count 1` runs it again.
import { parseArgs } from 'node:util';
import { ALL_KINDS } from './all-kinds.js';
import { runCases } from './run-cases.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '250000' },
    seconds: { type: 'string', default: '600' },
    first: { type: 'string', default: '1' },
  },
});
const unknown = positionals.filter((name) => !ALL_KINDS.some((kind) => kind.name === name));
if (unknown.length > 0) {
  throw new Error(
    `no kind is called ${unknown.join(', ')}; there are ${ALL_KINDS.map(({ name }) => name).join(', ')}`,
  );
}

const began = performance.now();
let total = 0;
for (const kind of ALL_KINDS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const { count, slowestMs, slowest } = await runCases(kind, {
    first: Number(values.first),
    count: Number(values.count),
    ms: Number(values.seconds) * 1000,
    progress: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${kind.name}: ${done.toLocaleString('en-GB')}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  total += count;
  console.log(
    `${kind.name}: ${count.toLocaleString('en-GB')} tried, the slowest ${slowestMs.toFixed(1)} ms (case ${slowest}), the limit ${kind.limitMs}`,
  );
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${total.toLocaleString('en-GB')} in ${seconds} s: no crash, nothing polluted, nothing over its limit`,
);
process.exit();

// `npm run scores -- [suite…] [--misses]`: imports the flags of the suites that other systems publish, and prints how many of
// their cases hold after that, as a table; with `--misses`, the other cases too. Fetches what it needs once.
import { parseArgs } from 'node:util';
import { flagd } from './flagd.js';
import { growthBook } from './growthbook.js';
import { launchDarkly } from './launchdarkly.js';
import { microsoft } from './microsoft.js';
import { powertools } from './powertools.js';
import { unleash } from './unleash.js';

const SUITES = [unleash, growthBook, launchDarkly, flagd, powertools, microsoft];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  throw new Error(
    `no suite is called ${unknown.join(', ')}; there are ${SUITES.map(({ name }) => name).join(', ')}`,
  );
}

const chosen = SUITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const scores = (await Promise.all(chosen.map((suite) => suite.run()))).flat();
console.log('| suite | cases | passed |\n| --- | --- | --- |');
for (const { suite, cases } of scores) {
  const passed = cases.filter(({ failure }) => failure === undefined).length;
  console.log(`| ${suite} | ${cases.length} | ${passed} (${((passed * 100) / cases.length).toFixed(1)} %) |`);
}
if (values.misses) {
  for (const { suite, cases } of scores) {
    const misses = cases.filter(({ failure }) => failure !== undefined);
    if (misses.length > 0) console.log(`\n${suite}`);
    for (const { title, failure } of misses) console.log(`- ${title}: ${failure}`);
  }
}

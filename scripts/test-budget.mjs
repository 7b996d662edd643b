// `node scripts/test-budget.mjs <log>`: prints the folders of tests that took longer than test/budget.json allows, in
// seconds of all their files together. The log has a path and milliseconds on each line. Time alone fails nothing.
import { readFileSync } from 'node:fs';

const budget = JSON.parse(readFileSync(new URL('../test/budget.json', import.meta.url), 'utf8'));
const seconds = new Map();
for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const [file, ms] = line.split('\t');
  const [folder] = file.split(/[\\/]/);
  seconds.set(folder, (seconds.get(folder) ?? 0) + Number(ms) / 1000);
}
for (const [folder, took] of [...seconds].sort(([, a], [, b]) => b - a)) {
  const allowed = budget[folder];
  if (allowed === undefined)
    console.log(`test/${folder} took ${took.toFixed(0)} s: test/budget.json lacks it`);
  else if (took > allowed) {
    console.log(
      `test/${folder} took ${took.toFixed(0)} s, ${(took - allowed).toFixed(0)} s more than its budget of ${allowed} s`,
    );
  }
}

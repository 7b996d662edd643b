// `npm run docs:api [-- --check]`: writes docs/api, a page for each entry point, from the declarations of the built
// packages. With --check it writes nothing and fails if a page is not current. It fails if a docstring is missing.
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apiReference } from './api-reference.js';
import { staleFiles, writePages } from './page-folder.js';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = realpathSync(fileURLToPath(new URL('../..', import.meta.url))).replaceAll(sep, '/');
const folder = `${root.replace(/\/$/, '')}/docs/api`;

const reference = await apiReference(root);
if ('problems' in reference) {
  fail(reference.problems);
} else if (values.check) {
  fail(staleFiles(folder, reference).map((name) => `docs/api/${name} is not current: run npm run docs:api`));
} else {
  writePages(folder, reference);
}

function fail(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

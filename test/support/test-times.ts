import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Context, RootHookObject } from 'mocha';

/** A file to which the time of each file of tests is added, where `.ci/run` wants it. */
const log = process.env['HALYARD_TEST_TIMES'];

let began = 0;

/** Hooks of Mocha, which in parallel runs are called once for each file. */
export const mochaHooks: RootHookObject =
  log === undefined
    ? {}
    : {
        beforeAll() {
          began = performance.now();
        },
        afterAll(this: Context) {
          const file = this.test?.parent?.suites[0]?.file ?? '';
          appendFileSync(log, `${relative('test', file)}\t${Math.round(performance.now() - began)}\n`);
        },
      };

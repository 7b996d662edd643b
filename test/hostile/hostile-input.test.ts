import { expect } from 'chai';
import { numberFromEnvironment } from '../support/number-from-environment.js';
import { ALL_KINDS } from './all-kinds.js';
import { runCases } from './run-cases.js';

/** How many of each kind; the long run is `npm run hostile`. */
const COUNT = numberFromEnvironment('HALYARD_HOSTILE', 3000);
const MS = 4000;

describe('Hostile input', () => {
  for (const kind of ALL_KINDS) {
    it(`of generated ${kind.name} crashes nothing, pollutes nothing and keeps nothing waiting`, async () => {
      const { count } = await runCases(kind, { first: 1, count: COUNT, ms: MS });
      expect(count).to.be.above(0);
    });
  }
});

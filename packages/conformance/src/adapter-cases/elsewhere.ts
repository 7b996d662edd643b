import assert from 'node:assert/strict';
import { isHalyardError } from '@halyard/core';
import type { OtherFramework } from '../adapter-subject.js';
import type { ConformanceCase } from '../case.js';
import type { AdapterCase } from './adapter-case.js';

const NAME = 'middleware that is mounted in another framework says so';

/** One case for each framework that calls middleware in another way. */
export function elsewhereCases(
  frameworks: readonly OtherFramework[] = [],
): readonly (AdapterCase | ConformanceCase)[] {
  if (frameworks.length === 0) return [{ name: NAME, skip: 'the subject names no other framework' }];
  return frameworks.map((framework) => ({
    name: `${NAME}: in ${framework.name}, and nothing behind it runs`,
    async test(lab) {
      const { featureFlags, flagStatus, makeFlagGate, makeKillSwitch, whenEnabled } = lab.adapter;
      const flags = await lab.flags({ open: true, shut: false });
      const handler = lab.behind().middleware;
      const mistakes: readonly (readonly [owner: string, middleware: unknown])[] = [
        ['featureFlags', featureFlags(flags)],
        ['makeFlagGate', makeFlagGate('open', { flags })],
        ['makeFlagGate', makeFlagGate('shut', { flags })],
        ['makeKillSwitch', makeKillSwitch('shut', { flags })],
        ['whenEnabled', whenEnabled('open', handler, { flags })],
        ['whenEnabled', whenEnabled('shut', handler, handler, { flags })],
        ['flagStatus', flagStatus(flags)],
      ];
      for (const [owner, middleware] of mistakes) {
        const behind = lab.behind('behind', framework);
        const client = await lab.serveIn(framework, [middleware, behind.middleware]);
        assert.equal((await client.request()).status, 500);
        assert.equal(behind.runs, 0);
        const { error } = client;
        assert.ok(isHalyardError(error, 'INVALID_OPTION'), owner);
        assert.match(
          error.message,
          /^\w+: this is middleware for .+, called by another framework; import it from the package for/,
        );
        assert.ok(error.message.startsWith(`${owner}: `), error.message);
      }
    },
  }));
}

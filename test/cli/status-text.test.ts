import type { FlagsStatus } from '@halyard/core';
import { expect } from 'chai';
import { statusText } from '../../packages/cli/src/status/status-text.js';

const STATUS: FlagsStatus = { name: 'redis', state: 'live', since: 0, flags: 3, invalid: [] };

describe('the status for people', () => {
  const lines = (status: Partial<FlagsStatus>): string[] =>
    statusText('redis://localhost', { ...STATUS, ...status }, (_style, text) => text).split('\n');

  it('has what is wrong, under names that can not be mistaken', () => {
    expect(
      lines({
        invalid: [
          { name: 'typo', problem: '"ture" is not understood', serving: 'off' },
          { name: 'be\u200bta', problem: 'a flag name must not contain it', serving: 'nothing' },
        ],
      }).slice(2),
    ).to.deep.equal([
      '  flags      3',
      '  problems   2',
      '    typo: "ture" is not understood',
      '    "be\\u200bta": a flag name must not contain it',
    ]);
  });

  it('has what does not work although the flags are read', () => {
    expect(lines({ problem: 'changes are not logged' }).slice(1, 3)).to.deep.equal([
      '  state      live',
      '  warning    changes are not logged',
    ]);
  });

  it('has the overrides, with who set them, why, and what keeps one from having an effect', () => {
    const since = new Date(2026, 10, 27, 13, 5, 9).getTime();
    expect(
      lines({
        overrides: [
          { name: 'new_checkout', override: false, since, actor: 'ana', reason: 'incident 42' },
          { name: 'layout', override: 'compact', since, problem: '"compact" is not a variant' },
          { name: 'size', override: { value: 10 }, since },
        ],
      }).slice(3),
    ).to.deep.equal([
      '  overrides  3',
      '    new_checkout: off since 2026-11-27 13:05:09 by ana (incident 42)',
      '    layout: compact since 2026-11-27 13:05:09; no effect: "compact" is not a variant',
      '    size: 10 since 2026-11-27 13:05:09',
    ]);
  });
});

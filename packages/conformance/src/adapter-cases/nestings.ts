import assert from 'node:assert/strict';
import type { Nesting } from '../adapter-subject.js';
import type { AdapterCase } from './adapter-case.js';

/** Cases for each way to make one handler of others. */
export function nestingCases(nestings: readonly Nesting<unknown>[] = []): AdapterCase[] {
  return nestings.flatMap((nesting) => [
    {
      name: `takes ${nesting.name} for either handler`,
      async test(lab) {
        const { whenEnabled } = lab.adapter;
        const flags = await lab.flags({ search: true });
        const [fresh, old] = [lab.behind('new'), lab.behind('old')];
        const either = whenEnabled('search', nesting.nest(fresh.middleware), nesting.nest(old.middleware), {
          flags,
        });
        const client = await lab.serve(either, lab.behind('past').middleware);
        assert.equal((await client.request('/nested')).body, 'new');
        await flags.disable('search');
        assert.equal((await client.request('/nested')).body, 'old');
        assert.deepEqual([fresh.runs, old.runs], [1, 1]);
      },
    },
    {
      name: `goes on where ${nesting.name} does`,
      async test(lab) {
        const { whenEnabled } = lab.adapter;
        const flags = await lab.flags({ search: true });
        const [handler, past] = [lab.behind(), lab.behind('past')];
        const gate = whenEnabled('search', nesting.nest(handler.middleware), { flags });
        const client = await lab.serve(gate, past.middleware);
        assert.equal((await client.request('/elsewhere')).body, 'past');
        assert.equal(handler.runs, 0);
      },
    },
  ]);
}

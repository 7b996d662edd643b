import { type FlagDefinition, FeatureFlags, MemoryBackend } from '@halyard/core';
import { FlagRecords } from '@halyard/admin';
import { expect } from 'chai';
import { recordLine } from '../../../packages/admin/page/words/record-line.js';

const NOW = Date.now();

describe('the line of a flag in the list', () => {
  const line = async (definition: FlagDefinition, now = NOW): Promise<string> => {
    const flags = await FeatureFlags.open(new MemoryBackend({ flag: definition }));
    const record = new FlagRecords(flags).find('flag')!;
    await flags.close();
    return recordLine(record, now);
  };

  it('says what it serves', async () => {
    expect(await line({ rules: [{ rollout: 25 }] })).to.equal('On for 25%');
  });

  it('says that a kill switch that is on is an outage', async () => {
    expect(await line({ kind: 'kill-switch' })).to.equal('Outage: 503 for everyone');
    expect(await line({ kind: 'kill-switch', rules: [{ rollout: 25 }] })).to.equal(
      'Partial outage: 503. On for 25%',
    );
    expect(await line({ kind: 'kill-switch', enabled: false })).to.equal('Off for everyone');
  });

  it('says until when a scheduled flag is off, and then what it serves', async () => {
    const definition = { rules: [{ schedule: { from: '2100-01-01T09:30:00Z' } }] };
    expect(await line(definition)).to.equal('Scheduled: off until 1 Jan 2100, 09:30 UTC');
    expect(await line(definition, Date.parse('2100-01-01T09:30:00Z'))).to.equal(
      'On for everyone, from 1 Jan 2100, 09:30 UTC',
    );
  });
});

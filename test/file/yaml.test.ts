import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { texts } from '../support/backend-events.js';
import { TemporaryFolder } from './temporary-folder.js';

describe('a YAML file of flags', () => {
  it('has only one flag invalid when that merges another', async () => {
    const folder = new TemporaryFolder();
    writeFileSync(folder.file('flags.yaml'), 'a: &a\n  default: 1\nb:\n  <<: *a\n  owner: ana\n');
    const backend = new FileBackend(folder.file('flags.yaml'));
    await backend.open();
    expect(texts(backend)).to.have.property('a');
    expect(backend.status().invalid.map(({ name, problem }) => `${name}: ${problem}`)).to.deep.equal([
      'b: ["<<"]: YAML 1.2 has no merge key, write out what it would add',
    ]);
    await backend.close();
    folder.remove();
  });

  it('of 10,000 flags is opened and changed in time', async () => {
    const folder = new TemporaryFolder();
    const flags = Array.from({ length: 10_000 }, (_, i) => `flag_${i}:\n  rules:\n    - rollout: 5\n`);
    writeFileSync(folder.file('flags.yaml'), flags.join(''));
    const backend = new FileBackend(folder.file('flags.yaml'));
    await backend.open();
    await backend.set('flag_5000', true);
    flags[5000] = 'flag_5000: true\n';
    expect(readFileSync(folder.file('flags.yaml'), 'utf8')).to.equal(flags.join(''));
    await backend.close();
    folder.remove();
  });
});

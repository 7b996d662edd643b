import { expect } from 'chai';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../support/program.js';

describe('examples/openfeature', () => {
  let folder: string;
  let file: string;
  let program: Program;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'halyard-'));
    file = join(folder, 'flags.yaml');
    await copyFile('examples/openfeature/flags.yaml', file);
    program = Program.start('examples/openfeature/main.ts', { PORT: '0', FLAG_FILE: file });
    url = await program.url();
  });

  afterEach(async () => {
    await program.stop();
    await rm(folder, { recursive: true });
  });

  async function search(user: string): Promise<unknown> {
    return (await fetch(url, { headers: { 'x-user': user } })).json();
  }

  it('answers by the flags, through OpenFeature', async () => {
    const answer = await search('alice');
    expect(answer).to.deep.include({ pageSize: 10, variant: 'small', reason: 'STATIC', ranking: 'new' });
    expect(answer).to.have.property('flagMetadata').that.includes({
      'owner.team': 'search',
      flagSetId: 'search',
    });
    expect(await search('bob')).to.include({ ranking: 'old' });
  });

  it('reports a change of the file, and answers by it', async () => {
    await program.prints(/Edit/);
    await writeFile(file, (await readFile(file, 'utf8')).replace('default: small', 'default: large'));
    await program.prints(/changed: page_size/);
    expect(await search('bob')).to.include({ pageSize: 50, variant: 'large' });
  });

  it('reports what is tracked', async () => {
    await fetch(`${url}/click`, { method: 'POST', headers: { 'x-user': 'alice' } });
    await program.prints(/alice clicked/);
  });

  it('ends with exit code 0', async () => {
    expect(await program.stop(), program.printed).to.equal(0);
  });
});

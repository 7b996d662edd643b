import { expect } from 'chai';
import { Program } from '../support/program.js';
import { SqliteFile } from '../support/sql/sqlite-file.js';
import { until } from '../support/until.js';

describe('examples/sql-shop', () => {
  const file = new SqliteFile();
  let program: Program;
  let url: string;

  before(async () => {
    program = Program.start('examples/sql-shop/main.ts', { PORT: '0', FLAGS_URL: file.url });
    url = await program.url();
  });

  after(async () => {
    await program.kill();
    await file.stop();
  });

  it('is flipped by an UPDATE of its own database, and ends with exit code 0', async () => {
    const status = async (): Promise<number> => (await fetch(`${url}/checkout`)).status;
    expect(await status()).to.equal(404);
    await file.sql("UPDATE feature_flags SET text = 'on' WHERE name = 'new_checkout'");
    await until('the checkout is open', async () => (await status()) === 200);
    await program.prints(/flag new_checkout: on/);
    expect(await program.stop(), program.printed).to.equal(0);
  });
});

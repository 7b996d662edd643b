import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../support/free-port.js';
import { Program } from '../support/program.js';
import { RedisServer } from '../support/redis-server.js';
import { eventually, until } from '../support/until.js';
import { examplePrograms } from './example-program.js';
import { documents, root } from './markdown.js';

const USERS = ['alice', 'bob', ...Array.from({ length: 38 }, (_, i) => `user_${i}`)];

const readme = documents().find(({ path }) => path === 'README.md')!;
const sample = examplePrograms(readme).find(({ redis }) => redis)!;

/** The commands of the README as typed, without what they are said to do. */
const commands = readme.blocks
  .filter(({ language }) => language === 'console')
  .flatMap(({ code }) => code.split('\n'))
  .flatMap((line) => /^\$ redis-cli (.*?)(?: +#.*)?$/.exec(line)?.[1] ?? []);

describe('the production sample of the README', function () {
  this.timeout(40_000);
  let folder: string;
  let redis: RedisServer;
  let app: Program;
  let origin: string;

  before(async () => {
    redis = await RedisServer.start();
    // Inside the repository, so that the packages resolve.
    folder = mkdtempSync(join(root, 'test/docs/.blocks-'));
    writeFileSync(join(folder, sample.file), sample.code);
    const port = String(await freePort());
    const file = `test/docs/${basename(folder)}/${sample.file}`;
    app = Program.start(file, { ...sample.env, PORT: port, REDIS_URL: redis.url });
    origin = `http://localhost:${port}`;
    await eventually('it listens', async () => (await fetch(`${origin}/export`)).ok);
  });

  after(async () => {
    await app.kill();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  const search = async (user: string): Promise<string> =>
    (await fetch(`${origin}/search`, { headers: { 'x-user': user } })).text();

  async function usersOfTheNewSearch(): Promise<string[]> {
    const answers = await Promise.all(USERS.map(search));
    return USERS.filter((_, i) => answers[i] === 'the new search');
  }

  /** Types a command of the README. */
  function type(command: string): Promise<string> {
    expect(commands).to.include(command);
    return redis.cli(...command.split(' '));
  }

  const effect = (what: string, holds: (users: readonly string[]) => boolean): Promise<unknown> =>
    until(what, async () => holds(await usersOfTheNewSearch()));

  it('starts as the environment says, and logs only that the kill switch is not stored', async () => {
    expect(await usersOfTheNewSearch()).to.deep.equal([]);
    expect(app.printed).to.equal(
      'halyard: flag "export_down" does not exist; store it, or declare it with defineFlags\n',
    );
  });

  it('is on for everyone', async () => {
    await type('HSET feature_flags new_search on');
    await effect('all have it', (users) => users.length === USERS.length);
  });

  it('is on for a quarter of the users, always the same ones', async () => {
    await type('HSET feature_flags new_search 25%');
    await effect('some have it', (users) => users.length > 4 && users.length < 16);
    expect(await usersOfTheNewSearch()).to.deep.equal(await usersOfTheNewSearch());
  });

  it('is on for the users that are listed', async () => {
    await type('HSET feature_flags new_search users:alice,bob');
    await effect('alice and bob have it', (users) => users.join() === 'alice,bob');
  });

  it('is as the layer below says', async () => {
    await type('HDEL feature_flags new_search');
    await effect('no one has it', (users) => users.length === 0);
  });

  it('answers 503 while the kill switch is on', async () => {
    await type('HSET feature_flags export_down on');
    await until('it is closed', async () => (await fetch(`${origin}/export`)).status === 503);
    expect((await fetch(`${origin}/export`)).headers.get('retry-after')).to.equal('120');
  });

  it('has no other command', () => {
    expect(commands).to.have.length(5);
  });
});

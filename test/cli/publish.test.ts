import { HttpBackend } from '@halyard/stores/http';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { texts, untilHolds } from '../support/backend-events.js';
import { refuse } from '../support/s3/fake-s3.js';
import { S3Server } from '../support/s3/s3-server.js';
import { serveApp } from '../support/serve-app.js';
import { eventually } from '../support/until.js';
import { FlagFile } from './flag-file.js';
import { halyard, HalyardProcess } from './halyard-process.js';

const STORED = { beta: '25%', '$segment.staff': { role: 'staff' }, off: false };

describe('halyard publish', () => {
  let file: FlagFile;
  let publishing: HalyardProcess | undefined;

  beforeEach(() => {
    file = new FlagFile(STORED);
  });
  afterEach(async () => {
    await publishing?.stop('SIGKILL');
    publishing = undefined;
    file.remove();
  });

  const published = (name: string): unknown => JSON.parse(readFileSync(join(file.folder, name), 'utf8'));

  it('writes a file that the http store follows, once, and not again while nothing changes', async () => {
    const { code, stdout } = await file.run(['publish', '--to', 'public.json']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^[\d-]+ [\d:]+ published 3 flags \(\d+ bytes\) to public\.json\n$/);
    expect(published('public.json')).to.deep.equal(STORED);
    const again = await file.json<{ published: boolean; flags: number }>('publish', '--to', 'public.json');
    expect(again).to.include({ published: false, flags: 3 });
    const cdn = await serveApp((_request, response) =>
      response.end(readFileSync(join(file.folder, 'public.json'))),
    );
    const backend = new HttpBackend(`${cdn.origin}/public.json`, { pollMs: 10 });
    await backend.open();
    expect(texts(backend)).to.include({ beta: '25%', off: 'off' });
    await file.change('beta', '50%');
    await file.run(['publish', '--to', 'public.json']);
    await untilHolds(backend, { ...texts(backend), beta: '50%' });
    await backend.close();
    await cdn.close();
    expect((await file.run(['publish', '--to', 'public.yaml'])).code).to.equal(0);
    expect(readFileSync(join(file.folder, 'public.yaml'), 'utf8')).to.match(/^beta: "?50%"?$/m);
  });

  it('leaves out planned changes, which say who plans what', async () => {
    await file.run(['set', 'beta', 'off', '--at', '2999-01-01T00:00:00Z']);
    expect((await file.run(['publish', '--to', 'public.json'])).stdout).to.match(/published 3 flags/);
    expect(published('public.json')).to.deep.equal(STORED);
  });

  it('writes it again after each change, of segments too, and keeps it while the store is broken', async () => {
    publishing = await HalyardProcess.start(
      ['publish', '--to', 'public.json', '--watch', '--file', file.path],
      {
        cwd: file.folder,
      },
    );
    await publishing.prints(/published 3 flags/);
    await publishing.prints(/watching .*flags\.json; press Ctrl-C to stop/);
    file.write('flags.json', JSON.stringify({ ...STORED, beta: '50%' }));
    await eventually(
      'the flag is published',
      () => (published('public.json') as typeof STORED).beta === '50%',
    );
    file.write('flags.json', '{');
    await publishing.prints(/stale: .*not JSON/);
    expect(published('public.json')).to.include({ beta: '50%' });
    file.write('flags.json', JSON.stringify({ '$segment.staff': { role: 'all' } }));
    await eventually('the segment is published', () =>
      readFileSync(join(file.folder, 'public.json'), 'utf8').includes('"all"'),
    );
    expect(published('public.json')).to.deep.equal({ '$segment.staff': { role: 'all' } });
    expect((await publishing.stop('SIGTERM')).code).to.equal(0);
  });

  it('writes an object in S3 with its age for caches, and tries again after trouble', async () => {
    const server = await S3Server.start('cdn');
    const env = {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'xyzzy-secret',
      AWS_MAX_ATTEMPTS: '1',
    };
    publishing = await HalyardProcess.start(
      ['publish', '--to', 's3://cdn/flags.json', '--max-age', '5', '--watch', '--json', '--file', file.path],
      { env },
    );
    await publishing.prints(/"published":true,"flags":3/);
    await publishing.prints(/watching/);
    expect(await server.headers('cdn', 'flags.json')).to.deep.equal({
      ContentType: 'application/json',
      CacheControl: 'public, max-age=5',
    });
    let refusals = 0;
    server.fault = (_request, response) => {
      if (++refusals > 1) return false;
      refuse(response, 503, 'SlowDown', 'Please reduce your request rate.');
      return true;
    };
    await file.change('beta', '50%');
    await publishing.prints(
      /not published: s3:\/\/cdn\/flags\.json: S3 answered 503 SlowDown.*trying again in 0\.5 s/,
    );
    await eventually('the flag is published', async () =>
      (await server.text('cdn', 'flags.json'))!.includes('50%'),
    );
    expect((await publishing.stop()).code).to.equal(0);
    const { code, stderr } = await file.run(['publish', '--to', 's3://none/flags.json'], { env });
    expect(code).to.equal(6);
    expect(stderr)
      .to.match(/^halyard: s3:\/\/none\/flags\.json: S3 answered 404 NoSuchBucket/m)
      .and.not.contain('xyzzy');
    await server.stop();
  });

  it('publishes nothing that it can not read, and says what is wrong with the place', async () => {
    const cases: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
      [['--to', 'nowhere/public.json'], 6, /nowhere\/public\.json: there is no folder nowhere$/m],
      [['--to', 'public.txt'], 2, /named \.json, \.yaml or \.yml/],
      [['--to', 'https://ana:xyzzy@host/x.json'], 2, /--to must be a file such as flags\.json, or s3:/],
      [
        ['--to', 'public.json', '--max-age', 'x'],
        2,
        /--max-age must be a whole number of seconds from 0 to 31536000, received "x"/,
      ],
      [[], 2, /--to/],
    ];
    for (const [args, code, says] of cases) {
      const ended = await file.run(['publish', ...args]);
      expect(ended.stderr, args.join(' ')).to.match(says).and.not.contain('xyzzy');
      expect(ended.code, args.join(' ')).to.equal(code);
    }
    mkdirSync(join(file.folder, 'taken.json'));
    expect((await file.run(['publish', '--to', 'taken.json'])).code).to.equal(6);
    rmSync(file.path);
    const missing = await halyard(['publish', '--to', 'public.json', '--file', file.path], {
      cwd: file.folder,
    });
    expect(missing.code).to.equal(6);
    expect(() => published('public.json')).to.throw(/ENOENT/);
  });

  it('leaves out what is invalid, and says so', async () => {
    file.write('flags.json', '{"beta":"25%","bad":{"rules":[{"rolout":1}]}}');
    const { code, stderr } = await file.run(['publish', '--to', 'public.json']);
    expect(code).to.equal(4);
    expect(stderr).to.match(/left out: bad: /);
    expect(published('public.json')).to.deep.equal({ beta: '25%' });
  });
});

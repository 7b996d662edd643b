import type { S3, S3ClientConfig } from '@aws-sdk/client-s3';
import { type Flag, isHalyardError } from '@halyard/core';
import { S3Backend, type S3BackendOptions } from '@halyard/stores/s3';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { refuse, S3Server } from '../../support/s3-server.js';
import { until } from '../../support/until.js';
import { s3Client } from './s3-clients.js';

const URL = 's3://flags/shop/flags.json';
const KEY = 'shop/flags.json';

describe('an object in S3 that is followed', () => {
  let server: S3Server;
  const opened: { readonly backend: S3Backend; readonly client: S3 }[] = [];

  beforeEach(async () => {
    server = await S3Server.start('flags');
    server.put('flags', KEY, '{"flag": true}');
  });
  afterEach(async () => {
    for (const { backend, client } of opened.splice(0)) {
      await backend.close();
      client.destroy();
    }
    await server.stop();
  });

  const open = async (options: S3BackendOptions = {}, config: S3ClientConfig = {}): Promise<S3Backend> => {
    const client = s3Client(server.url, config);
    const backend = new S3Backend(client, URL, { pollMs: 10, ...options });
    opened.push({ backend, client });
    await backend.open();
    return backend;
  };
  const failed = (write: Promise<unknown>): Promise<Error> =>
    write.then(
      () => expect.fail('the write was not refused'),
      (error: unknown) => error as Error,
    );
  const stored = (): unknown => JSON.parse(server.text('flags', KEY)!);
  const puts = (): number => server.requests.filter((request) => request.startsWith('PUT')).length;

  it('is sent again only if it changed', async () => {
    const statuses: number[] = [];
    server.fault = (_request, response) => {
      response.once('finish', () => statuses.push(response.statusCode));
      return false;
    };
    const backend = await open();
    await until('it is asked for three times', () => statuses.length >= 3);
    expect(statuses.slice(0, 3)).to.deep.equal([200, 304, 304]);
    server.put('flags', KEY, '{"flag": false}');
    await untilHolds(backend, { flag: 'off' });
  });

  it('loses no change of two writers, each of which has many at once', async () => {
    server.put('flags', KEY, '{}');
    const writers = [await open({ pollMs: 60_000 }), await open({ pollMs: 60_000 })];
    const add = (current: Flag | undefined) => ({
      rules: [],
      default: ((current?.definition.default as number | undefined) ?? 0) + 1,
    });
    await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 2 }, () => writer.setMany(new Map([['count', add]])))),
    );
    expect(stored()).to.deep.equal({ count: { rules: [], default: 4 } });
  });

  it('has what another writer stores, also if that is what was there before the last write', async () => {
    const backend = await open({ pollMs: 3_600_000 });
    await backend.set('flag', 'off');
    server.put('flags', KEY, '{"flag": true}');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
  });

  it('keeps its layout, its type and its Cache-Control through a write, and stores YAML too', async () => {
    server.put('flags', KEY, '{\n    "flag": true\n}\n', {
      'content-type': 'application/x-flags',
      'cache-control': 'max-age=30',
    });
    const backend = await open();
    await backend.set('new', '25%');
    expect(server.text('flags', KEY)).to.equal('{\n    "flag": true,\n    "new": "25%"\n}\n');
    expect(server.headers('flags', KEY)).to.include({
      'content-type': 'application/x-flags',
      'cache-control': 'max-age=30',
    });
    server.put('flags', 'flags.yaml', '# ours\nflag: on\n');
    const client = s3Client(server.url);
    const yaml = new S3Backend(client, 's3://flags/flags.yaml');
    opened.push({ backend: yaml, client });
    await yaml.set('new', '25%');
    expect(server.text('flags', 'flags.yaml')).to.match(/^# ours\nflag: on\nnew: "?25%"?\n$/);
  });

  it('is made by the first write, which of two writers one makes', async () => {
    server.put('flags', KEY, undefined);
    const writers = [await open(), await open()];
    expect(writers[0]!.status().problem).to.match(/^s3:\/\/flags\/shop\/flags\.json does not exist yet/);
    await Promise.all(writers.map((writer, i) => writer.set(`flag_${i}`, true)));
    expect(stored()).to.deep.equal({ flag_0: true, flag_1: true });
    await untilHolds(writers[0]!, { flag_0: 'on', flag_1: 'on' });
    expect(writers[0]!.status().problem).to.equal(undefined);
  });

  it('switches nothing off when it is removed or empty, and is not made anew by a write then', async () => {
    const backend = await open();
    server.put('flags', KEY, undefined);
    await untilState(backend, 'stale', /is gone: the last known flags stay in force/);
    expect((await failed(backend.set('new', true))).message).to.match(/is gone/);
    expect(server.text('flags', KEY)).to.equal(undefined);
    server.put('flags', KEY, '\n');
    await untilState(backend, 'stale', /is empty; an object without flags is \{\}/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    server.put('flags', KEY, '{}');
    await untilHolds(backend, {});
  });

  it('keeps its last known flags through any trouble, and says why', async () => {
    const troubles: readonly (readonly [status: number, code: string, says: RegExp])[] = [
      [403, 'AccessDenied', /denied \(AccessDenied\); the permissions needed are s3:GetObject/],
      [503, 'SlowDown', /S3 answered 503 SlowDown: denied$/],
      [404, 'NoSuchBucket', /S3 answered 404 NoSuchBucket/],
    ];
    const backend = await open({}, { maxAttempts: 1 });
    for (const [status, code, says] of troubles) {
      server.fault = (_request, response) => (refuse(response, status, code, 'denied'), true);
      await untilState(backend, 'stale', says);
      const error = await failed(backend.set('flag', 'off'));
      expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true);
    }
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    expect(JSON.stringify(backend.status())).not.to.contain('xyzzy');
    server.fault = undefined;
    await untilState(backend, 'polling');
  });

  it('is read again after silence, and says why it has no answer', async () => {
    const backend = await open({ loadTimeoutMs: 200 }, { maxAttempts: 1 });
    server.fault = () => true;
    await untilState(backend, 'stale', /no answer within 200 ms/);
    server.fault = (_request, response) => (response.destroy(), true);
    await untilState(backend, 'stale', /socket hang up/);
    server.fault = undefined;
    server.put('flags', KEY, '{"flag": "25%"}');
    await untilHolds(backend, { flag: '25%' });
  });

  it('is written once when the answer is lost and the SDK repeats the request', async () => {
    const backend = await open({ pollMs: 60_000 });
    server.fault = (request) => {
      if (request.method === 'PUT') {
        server.lostAnswers = 1;
        server.fault = undefined;
      }
      return false;
    };
    await backend.set('new', true, { ifVersion: null });
    expect(stored()).to.deep.equal({ flag: true, new: true });
    expect(puts()).to.equal(2);
  });

  it('has an unknown outcome when the answer is lost, and when another writer came then', async () => {
    const backend = await open({ pollMs: 60_000 }, { maxAttempts: 1 });
    const losing = (then?: () => void) => {
      server.fault = (request) => {
        if (request.method !== 'PUT') return false;
        if (server.lostAnswers === 0 && puts() % 2 === 1) server.lostAnswers = 1;
        else then?.();
        return false;
      };
    };
    losing();
    const unknown = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(unknown, 'UNKNOWN_OUTCOME'), String(unknown)).to.equal(true);
    server.requests.length = 0;
    server.lostAnswers = 0;
    const repeating = await open({ pollMs: 60_000 });
    losing(() => server.put('flags', KEY, '{"flag": "5%"}'));
    const overtaken = await failed(repeating.set('flag', '10%'));
    expect(isHalyardError(overtaken, 'UNKNOWN_OUTCOME'), String(overtaken)).to.equal(true);
    server.fault = undefined;
    expect(stored()).to.deep.equal({ flag: '5%' });
  });

  it('is written again when another write is under way (409)', async () => {
    const backend = await open();
    let conflicts = 0;
    server.fault = (request, response) => {
      if (request.method !== 'PUT' || ++conflicts > 2) return false;
      refuse(response, 409, 'ConditionalRequestConflict', 'a conflicting operation occurred');
      return true;
    };
    await backend.set('new', true);
    expect(stored()).to.deep.equal({ flag: true, new: true });
    expect(conflicts).to.equal(3);
  });
});

describe('an S3Backend', () => {
  it('names what is wrong with its client and its URL, and no part of a credential', () => {
    const client = s3Client('http://127.0.0.1:1');
    const wrong: readonly (readonly [make: () => unknown, says: RegExp])[] = [
      [
        () => new S3Backend({ send: () => {} } as never, URL),
        /received an S3Client: S3 takes the same options/,
      ],
      [() => new S3Backend(undefined as never, URL), /must be a client such as new S3\(\{ region \}\)/],
      [() => new S3Backend(client, 's3://key:xyzzy@flags/flags.json'), /must have the form s3:\/\/bucket/],
      [() => new S3Backend(client, 'https://flags/xyzzy.json'), /must have the form s3:\/\/bucket/],
      [() => new S3Backend(client, 's3://flags'), /must have the form s3:\/\/bucket/],
      [() => new S3Backend(client, 's3://flags/flags.txt'), /is named \.json, \.yaml or \.yml/],
      [() => new S3Backend(client, URL, { pollMS: 5 } as never), /did you mean "?pollMs/],
    ];
    for (const [make, says] of wrong) {
      expect(make)
        .to.throw(says)
        .that.satisfies((error: Error) => {
          expect(error.message).not.to.contain('xyzzy');
          return isHalyardError(error, 'INVALID_OPTION');
        });
    }
  });
});

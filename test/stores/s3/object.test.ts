import { type Flag, isHalyardError } from '@halyard/core';
import { S3Backend } from '@halyard/stores/s3';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { refuse } from '../../support/s3/fake-s3.js';
import { s3Client } from '../../support/s3/s3-client.js';
import { until } from '../../support/until.js';
import { failureOf, FollowedObject } from './followed-object.js';

describe('an object in S3 that is followed', () => {
  const object = new FollowedObject();

  it('is sent again only if it changed', async () => {
    const statuses: number[] = [];
    object.server.fault = (_request, response) => {
      response.once('finish', () => statuses.push(response.statusCode));
      return false;
    };
    const backend = await object.open();
    await until('it is asked for three times', () => statuses.length >= 3);
    expect(statuses.slice(0, 3)).to.deep.equal([200, 304, 304]);
    await object.put('{"flag": false}');
    await untilHolds(backend, { flag: 'off' });
  });

  it('loses no change of two writers, each of which has many at once', async () => {
    await object.put('{}');
    const writers = [await object.open({ pollMs: 60_000 }), await object.open({ pollMs: 60_000 })];
    const add = (current: Flag | undefined) => ({
      rules: [],
      default: ((current?.definition.default as number | undefined) ?? 0) + 1,
    });
    await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 2 }, () => writer.setMany(new Map([['count', add]])))),
    );
    expect(await object.stored()).to.deep.equal({ count: { rules: [], default: 4 } });
  });

  it('has what another writer stores, also if that is what was there before the last write', async () => {
    const backend = await object.open({ pollMs: 3_600_000 });
    await backend.set('flag', 'off');
    await object.put('{"flag": true}');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
  });

  it('keeps its layout, its type and its Cache-Control through a write, and stores YAML too', async () => {
    const headers = { ContentType: 'application/x-flags', CacheControl: 'max-age=30' };
    await object.put('{\n    "flag": true\n}\n', headers);
    const backend = await object.open();
    await backend.set('new', '25%');
    expect(await object.text()).to.equal('{\n    "flag": true,\n    "new": "25%"\n}\n');
    expect(await object.server.headers(object.bucket, object.key)).to.deep.equal(headers);
    await object.server.put(object.bucket, 'flags.yaml', '# ours\nflag: on\n');
    const yaml = await object.open({}, {}, 'flags.yaml');
    await yaml.set('new', '25%');
    expect(await object.server.text(object.bucket, 'flags.yaml')).to.match(
      /^# ours\nflag: on\nnew: "?25%"?\n$/,
    );
  });

  it('is made by the first write, which of two writers one makes', async () => {
    await object.put(undefined);
    const writers = [await object.open(), await object.open()];
    expect(writers[0]!.status().problem).to.match(/^s3:\/\/flags\/shop\/flags\.json does not exist yet/);
    await Promise.all(writers.map((writer, i) => writer.set(`flag_${i}`, true)));
    expect(await object.stored()).to.deep.equal({ flag_0: true, flag_1: true });
    await untilHolds(writers[0]!, { flag_0: 'on', flag_1: 'on' });
    expect(writers[0]!.status().problem).to.equal(undefined);
  });

  it('switches nothing off when it is removed or empty, and is not made anew by a write then', async () => {
    const backend = await object.open();
    await object.put(undefined);
    await untilState(backend, 'stale', /is gone: the last known flags stay in force/);
    expect((await failureOf(backend.set('new', true))).message).to.match(/is gone/);
    expect(await object.text()).to.equal(undefined);
    await object.put('\n');
    await untilState(backend, 'stale', /is empty; an object without flags is \{\}/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    await object.put('{}');
    await untilHolds(backend, {});
  });

  it('keeps its last known flags through any trouble, and says why', async () => {
    const troubles: readonly (readonly [status: number, code: string, says: RegExp])[] = [
      [403, 'AccessDenied', /S3 answered 403 AccessDenied: denied; the permissions needed are s3:GetObject/],
      [503, 'SlowDown', /S3 answered 503 SlowDown: denied$/],
      [404, 'NoSuchBucket', /S3 answered 404 NoSuchBucket/],
    ];
    const backend = await object.open({}, { maxAttempts: 1 });
    for (const [status, code, says] of troubles) {
      object.server.fault = (_request, response) => (refuse(response, status, code, 'denied'), true);
      await untilState(backend, 'stale', says);
      const error = await failureOf(backend.set('flag', 'off'));
      expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true);
    }
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    expect(JSON.stringify(backend.status())).not.to.contain('xyzzy');
    object.server.fault = undefined;
    await untilState(backend, 'polling');
  });

  it('is read again after silence, and says why it has no answer', async () => {
    const backend = await object.open({ loadTimeoutMs: 200 }, { maxAttempts: 1 });
    object.server.fault = () => true;
    await untilState(backend, 'stale', /no answer within 200 ms/);
    object.server.fault = (_request, response) => (response.destroy(), true);
    await untilState(backend, 'stale', /socket hang up/);
    object.server.fault = undefined;
    await object.put('{"flag": "25%"}');
    await untilHolds(backend, { flag: '25%' });
  });
});

const URL = 's3://flags/shop/flags.json';

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

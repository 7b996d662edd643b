import { isHalyardError } from '@halyard/core';
import { RedisBackend, type RedisClient } from '@halyard/redis';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { createClient, createClientPool } from 'redis';
import { untilHolds, untilState } from '../support/backend-events.js';
import { RedisSuite } from '../support/redis-suite.js';
import { REFUSED_DURATION, WRONG_DURATIONS } from '../support/wrong-durations.js';

describe('what RedisBackend is made from', () => {
  const redis = new RedisSuite();

  function refusal(source: unknown, options?: object): string {
    try {
      new RedisBackend(source as RedisClient, options);
    } catch (error) {
      if (isHalyardError(error, 'INVALID_OPTION')) return error.message;
      throw error;
    }
    throw new Error('it was expected to be refused, and was not');
  }

  it('may be a URL', async () => {
    await redis.cli('HSET', 'feature_flags', 'a', 'on');
    const backend = new RedisBackend(redis.server.url);
    redis.defer(() => backend.close());
    await backend.open();
    await untilHolds(backend, { a: 'on' });
    expect(backend.status().state).to.equal('live');
  });

  it('may be a URL with a database number, which the server does not tell apart when it pushes', async () => {
    await redis.cli('-n', '3', 'HSET', 'feature_flags', 'a', 'on');
    const backend = new RedisBackend(`${redis.server.url}/3`);
    redis.defer(() => backend.close());
    await backend.open();
    await untilHolds(backend, { a: 'on' });
    await redis.cli('-n', '3', 'HSET', 'feature_flags', 'a', 'off');
    await untilHolds(backend, { a: 'off' });
  });

  it('may be a URL with a user and a password', async () => {
    await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>p@ss/word', '~*', '&*', '+@all');
    const backend = new RedisBackend(redis.server.url.replace('//', '//flags:p%40ss%2Fword@'));
    redis.defer(() => backend.close());
    await backend.open();
    expect(backend.status().state).to.equal('live');
  });

  it('may be a pool of node-redis', async () => {
    const pool = createClientPool({ url: redis.server.url });
    pool.on('error', () => {});
    await pool.connect();
    redis.defer(() => pool.destroy());
    const backend = new RedisBackend(pool);
    redis.defer(() => backend.close());
    await backend.open();
    await redis.cli('HSET', 'feature_flags', 'a', 'on');
    await untilHolds(backend, { a: 'on' });
    await redis.server.restart();
    await untilState(backend, 'stale', /is empty after a reconnect/);
  });

  it('may have a key prefix, which does not apply to the flags', async () => {
    const { host, port } = redis.server;
    const ioredis = new Redis({ host, port, keyPrefix: 'app:', lazyConnect: true });
    const nodeRedis = createClient({ url: redis.server.url, keyPrefix: 'app:' });
    for (const client of [ioredis, nodeRedis]) {
      await redis.cli('FLUSHALL');
      const backend = new RedisBackend(client);
      redis.defer(() => backend.close());
      await backend.open();
      await backend.set('a', true);
      expect(await redis.cli('HGET', 'feature_flags', 'a')).to.equal('on');
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
      await backend.close();
    }
  });

  it('may be a client that maps replies its own way', async () => {
    const client = createClient({ url: redis.server.url, RESP: 2 }).withTypeMapping({ 36: Buffer });
    const backend = new RedisBackend(client);
    redis.defer(() => backend.close());
    await backend.open();
    await backend.set('a', true);
    await redis.cli('HSET', 'feature_flags', 'b', 'on');
    await untilHolds(backend, { a: 'on', b: 'on' });
  });

  it('is refused with what it was and what it may be', () => {
    expect(refusal({ host: 'localhost', port: 6379 })).to.match(
      /first argument must be a Redis client .* or a redis:\/\/ URL, received an object with host, port$/,
    );
    expect(refusal(undefined)).to.match(/received undefined$/);
    expect(refusal(createClient)).to.match(/received a function$/);
    expect(refusal(new Map())).to.match(/received an instance of Map$/);
    expect(refusal(Promise.resolve(createClient()))).to.match(/received a promise: await it first$/);
    expect(refusal({})).to.match(/received an object with nothing in it$/);
  });

  it('is refused as a URL of another kind, without printing its password', () => {
    expect(refusal('http://ana:secret@localhost')).to.match(/a URL must have the form redis:\/\//);
    expect(refusal('http://ana:secret@localhost')).not.to.include('secret');
    expect(refusal('localhost:6379')).to.match(/a URL must have the form/);
    expect(refusal('redis://ana:se%cret@localhost')).to.match(/: write a % in the user .* as %25$/);
  });

  it('is refused as a URL whose path or parameters would be ignored', () => {
    expect(refusal('redis://localhost/abc')).to.equal(
      'RedisBackend: the path of a URL is the number of a database, such as /3; received "/abc"',
    );
    expect(refusal('redis://localhost/3/4')).to.match(/received "\/3\/4"$/);
    expect(refusal('redis://localhost?db=3')).to.match(
      /a URL takes no parameters; received "db"\. Give the database as a path, such as redis:\/\/host\/3/,
    );
    expect(refusal('redis://ana:secret@localhost?password=secret')).not.to.include('secret');
  });

  it('says that a pool of node-redis is not connected, and follows once it is', async () => {
    const pool = createClientPool({ url: redis.server.url });
    pool.on('error', () => {});
    redis.defer(() => pool.destroy());
    const backend = new RedisBackend(pool);
    redis.defer(() => backend.close());
    await backend.open();
    expect(backend.status()).to.include({ state: 'failed' });
    expect(backend.status().reason).to.match(/the client pool is not connected: call its connect\(\)/);
    await pool.connect();
    await untilState(backend, 'live');
  });

  it('is refused with options that are misspelt or wrong', () => {
    const url = redis.server.url;
    expect(refusal(url, { keys: 'x' })).to.equal('RedisBackend: unknown option "keys", did you mean key?');
    expect(refusal(url, { key: 7 })).to.equal(
      'RedisBackend: option "key" must be a non-empty string, received 7',
    );
    expect(refusal(url, { sync: 'fast' })).to.match(/option "sync" must be one of "announced", "plain"/);
    expect(refusal(url, { tracking: 'yes' })).to.match(/option "tracking" must be a boolean, received "yes"/);
    for (const value of WRONG_DURATIONS) {
      expect(refusal(url, { pollMs: value })).to.contain(`RedisBackend: option "pollMs" ${REFUSED_DURATION}`);
    }
  });
});

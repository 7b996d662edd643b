import { isHalyardError } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ServerResponse } from 'node:http';
import { untilHolds } from '../../support/backend-events.js';
import { refuse } from '../../support/s3/fake-s3.js';
import { failureOf, FollowedObject } from './followed-object.js';

describe('an object in S3 whose writes meet trouble or others', () => {
  const object = new FollowedObject();
  const isUnknown = async (write: Promise<unknown>): Promise<void> => {
    const error = await failureOf(write);
    expect(isHalyardError(error, 'UNKNOWN_OUTCOME'), String(error)).to.equal(true);
  };

  it('is written once when the answer is lost and the SDK repeats the request', async () => {
    const backend = await object.openWriter();
    object.server.fault = (request) => {
      if (request.method === 'PUT') {
        object.server.lostAnswers = 1;
        object.server.fault = undefined;
      }
      return false;
    };
    await backend.set('new', true, { ifVersion: null });
    expect(await object.stored()).to.deep.equal({ flag: true, new: true });
    expect(object.puts).to.equal(2);
  });

  it('is in force as another writer left it, although that is read before its own write is confirmed', async () => {
    const backend = await object.openWriter({}, 10);
    object.server.beforeAnswer = async ({ method }) => {
      if (method !== 'PUT') return;
      object.server.beforeAnswer = undefined;
      await object.put('{"flag": "5%"}');
      await untilHolds(backend, { flag: '5%' });
    };
    await backend.set('flag', '10%');
    await untilHolds(backend, { flag: '5%' });
  });

  it('is written where an ETag is compared without its quotes, as Ceph does', async () => {
    object.server.fault = (request, response) => {
      if (request.method !== 'PUT' || !request.headers['if-match']?.startsWith('"')) return false;
      refuse(response, 412, 'PreconditionFailed', '');
      return true;
    };
    const backend = await object.open();
    await backend.set('one', true);
    await backend.set('two', true);
    expect(await object.stored()).to.deep.equal({ flag: true, one: true, two: true });
    expect(object.puts).to.equal(3);
  });

  it('is written again after an error of the server, if another Halyard was faster', async () => {
    const [backend, other] = [await object.openWriter(), await object.openWriter()];
    let errors = 0;
    object.server.fault = async (request, response) => {
      if (request.method !== 'PUT' || ++errors > 1) return false;
      await other.set('theirs', true);
      // So Ceph answers two conditional writes at the same time.
      refuse(response, 500, 'UnknownError', '');
      return true;
    };
    await backend.set('ours', true);
    expect(await object.stored()).to.deep.equal({ flag: true, theirs: true, ours: true });
  });

  it('is not written again when the answer is lost and another Halyard has changed it since', async () => {
    const [backend, other] = [await object.openWriter(), await object.openWriter()];
    object.server.fault = async (request) => {
      if (request.method !== 'PUT') return false;
      if (object.puts === 1) object.server.lostAnswers = 1;
      if (object.puts === 2) await other.set('theirs', true);
      return false;
    };
    await backend.set('ours', true, { ifVersion: null });
    expect(await object.stored()).to.deep.equal({ flag: true, ours: true, theirs: true });
    expect(object.puts).to.equal(3);
  });

  it('is not written again when the answer is lost and others undid the change, and wrote over that', async () => {
    const [other, backend] = [await object.openWriter(), await object.openWriter()];
    // It has read the text that is there again later, with the same ETag.
    const third = await object.open({ pollMs: 60_000 });
    object.server.fault = async (request) => {
      if (request.method !== 'PUT') return false;
      if (object.puts === 1) object.server.lostAnswers = 1;
      if (object.puts === 2) {
        await other.set('flag', true);
        await third.set('theirs', true);
      }
      return false;
    };
    await backend.set('flag', 'off');
    expect(await object.stored()).to.deep.equal({ flag: true, theirs: true });
  });

  it('is looked at when the answer is lost and the SDK repeats nothing', async () => {
    const backend = await object.openWriter({ maxAttempts: 1 });
    object.server.fault = (request) => {
      if (request.method === 'PUT') object.server.lostAnswers = 1;
      return false;
    };
    await backend.set('flag', 'off');
    expect(await object.stored()).to.deep.equal({ flag: false });
    expect(object.puts).to.equal(1);
  });

  it('has an unknown outcome when the answer is lost and it can not be read then, or is of another program', async () => {
    const backend = await object.openWriter();
    const losing = (method: string, then: (response: ServerResponse) => boolean | Promise<boolean>) => {
      object.server.requests.length = 0;
      object.server.fault = (request, response) => {
        if (object.puts === 1 && request.method === 'PUT') object.server.lostAnswers = 1;
        else if (object.puts > 0 && request.method === method) return then(response);
        return false;
      };
    };
    const deny = (response: ServerResponse): boolean => (refuse(response, 403, 'AccessDenied', ''), true);
    losing('GET', deny);
    await isUnknown(backend.set('flag', 'off'));
    losing('PUT', async (response) => {
      await object.put('{"flag": "5%"}');
      return deny(response);
    });
    await isUnknown(backend.set('flag', '10%'));
    object.server.fault = undefined;
    expect(await object.stored()).to.deep.equal({ flag: '5%' });
  });

  it('is written again when another write is under way (409)', async () => {
    const backend = await object.openWriter();
    let conflicts = 0;
    object.server.fault = (request, response) => {
      if (request.method !== 'PUT' || ++conflicts > 2) return false;
      refuse(response, 409, 'ConditionalRequestConflict', 'a conflicting operation occurred');
      return true;
    };
    await backend.set('new', true);
    expect(await object.stored()).to.deep.equal({ flag: true, new: true });
    expect(conflicts).to.equal(3);
  });
});

import { FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { flagStatus } from '@halyard/koa';
import { expect } from 'chai';
import Koa from 'koa';
import request from 'supertest';
import { RoomStore } from '../support/room-store.js';

describe('the status of the flags over Koa', () => {
  it('is told with 200 although no flag could be read', async () => {
    const room = new RoomStore();
    room.shut = new Error('the door is shut');
    const flags = await FeatureFlags.open(new StoreBackend(room), { startTimeoutMs: 1 });
    const response = await request(new Koa().use(flagStatus(flags)).callback()).get('/');
    await flags.close();
    expect(response.status).to.equal(200);
    expect(response.headers['cache-control']).to.equal('no-store');
    expect(response.body).to.deep.include({ name: 'room', state: 'failed', reason: 'the door is shut' });
  });
});

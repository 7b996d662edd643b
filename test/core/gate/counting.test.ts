import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/express';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';

describe('the counts of gates', () => {
  it('have each decision, open or closed, by flag', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ beta: 'users:ana', down: 'off' }), {
      logger: false,
    });
    const app = express();
    const answer: express.RequestHandler = (_req, res) => void res.send('here');
    app.use(featureFlags(flags, { context: (req) => ({ targetingKey: req.get('x-user') }) }));
    app.get('/beta', makeFlagGate('beta'), answer);
    app.get('/either', whenEnabled('beta', answer, answer));
    app.get('/export', makeKillSwitch('down'), answer);
    app.get('/missing', makeFlagGate('missing'), answer);

    for (const user of ['ana', 'bob', 'eve']) await request(app).get('/beta').set('x-user', user);
    await request(app).get('/either').set('x-user', 'ana');
    await request(app).get('/export');
    await request(app).get('/missing');

    expect(flags.counts().gates).to.have.deep.members([
      { flag: 'beta', open: 2, closed: 2 },
      { flag: 'down', open: 1, closed: 0 },
      { flag: 'missing', open: 0, closed: 1 },
    ]);
    const counted = flags.counts().evaluations.map(({ flag, count }) => [flag, count]);
    expect(counted).to.have.deep.members([
      ['beta', 2],
      ['beta', 2],
      ['down', 1],
      [undefined, 1],
    ]);
    await flags.close();
  });
});

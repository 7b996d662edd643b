import { expect } from 'chai';
import { channel } from 'node:diagnostics_channel';
import { RecordingLogger } from '../support/recording-logger.js';
import { type AdminServer, withServer } from './admin-server.js';

const SEED = { beta: { requires: ['base'], rules: [{ rollout: 25 }] }, base: true };

describe('what the administration does with a flag', () => {
  const published: unknown[] = [];
  const listen = (message: unknown): unknown => published.push(message);

  beforeEach(() => {
    published.length = 0;
    channel('halyard:evaluation').subscribe(listen);
  });

  afterEach(() => {
    channel('halyard:evaluation').unsubscribe(listen);
  });

  const explain = async (server: AdminServer, name: string, draft?: object): Promise<number> => {
    const body = { context: { plan: 'pro' }, ...(draft === undefined ? {} : { draft }) };
    return (await server.send(`/api/v1/flags/${name}/explain`, { method: 'POST', body, as: 'reader' }))
      .status;
  };

  it('is neither published as an evaluation nor logged, previews included', async () => {
    const logger = new RecordingLogger();
    await withServer(
      async (server) => {
        expect(await explain(server, 'beta')).to.equal(200);
        expect(await explain(server, 'beta', { rules: [{ users: ['ana'] }] })).to.equal(200);
        expect(await explain(server, 'new', { rules: [{ rollout: 10 }], requires: ['missing'] })).to.equal(
          200,
        );
        expect(await explain(server, 'unknown')).to.equal(404);
        for (const path of ['flags', 'flags/beta', 'status', 'export', 'history']) {
          expect((await server.send(`/api/v1/${path}`, { as: 'reader' })).status, path).to.equal(200);
        }
        const body = { name: 'beta', source: { rules: [{ rollout: 10 }] } };
        await server.send('/api/v1/validate', { method: 'POST', body, as: 'reader' });
        expect(published).to.deep.equal([]);
        expect(logger.lines).to.deep.equal([]);
      },
      SEED,
      {},
      { logger },
    );
  });

  it('is an evaluation where a client asks for the answer', () =>
    withServer(async (server) => {
      const body = { context: { targetingKey: 'ana' } };
      await server.send('/ofrep/v1/evaluate/flags/beta', { method: 'POST', body, as: 'evaluator' });
      expect(published).to.have.length(1);
      await server.send('/ofrep/v1/evaluate/flags', { method: 'POST', body, as: 'evaluator' });
      expect(published).to.have.length(3);
    }, SEED));
});

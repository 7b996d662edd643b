import { FeatureFlags, isGateClosedError, isHalyardError, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, requestFlags, whenEnabled } from '@halyard/node/fetch';
import { expect } from 'chai';

describe('gates of fetch-style servers', () => {
  let flags: FeatureFlags;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ open: true, shut: false, beta: 'users:ann' }));
  });

  afterEach(() => flags.close());

  const asked = (init: RequestInit = {}): Request => new Request('https://shop.example/', init);
  const refusal = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('answer, or say at once that the request may go on', () => {
    const request = asked();
    expect(featureFlags(flags)(request)).to.equal(undefined);
    expect(makeFlagGate('open')(request)).to.equal(undefined);
    expect(makeFlagGate('open')(request, () => 'next')).to.equal('next');
  });

  it('answer with a response of their own, for each request a new one', async () => {
    const gate = makeFlagGate('shut', { flags });
    const [first, second] = [await gate(asked()), await gate(asked())];
    expect(first).to.be.an.instanceof(Response);
    expect(first).not.to.equal(second);
    expect(await first!.json()).to.include({ status: 404, code: 'NOT_FOUND' });
    expect(await second!.json()).to.include({ status: 404 });
  });

  it('leave out the body for HEAD', async () => {
    const answer = await makeFlagGate('shut', { flags })(asked({ method: 'HEAD' }));
    expect(answer!.body).to.equal(null);
    expect(Number(answer!.headers.get('content-length'))).to.be.above(0);
  });

  it('wait for the context', async () => {
    const request = asked({ headers: { 'x-user': 'ann' } });
    const withFlags = featureFlags(flags, {
      context: async ({ headers }) => ({ targetingKey: headers.get('x-user') ?? undefined }),
    });
    withFlags(request);
    expect(await makeFlagGate('beta')(request)).to.equal(undefined);
    expect(await whenEnabled('beta', () => new Response('new'))(request)).to.have.property('status', 200);
  });

  it('throw the error of a closed gate, which brings its answer', async () => {
    const gate = makeFlagGate('shut', { flags, onClosed: 'error', statusCode: 503, detail: 'Back tomorrow' });
    const error = await refusal(() => gate(asked()));
    expect(isGateClosedError(error)).to.equal(true);
    const answer = (error as { getResponse(): Response }).getResponse();
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('retry-after')).to.equal('60');
    expect(await answer.text()).to.equal('Back tomorrow');
  });

  it('find the flags by the request, and put nothing on it', () => {
    const request = asked();
    featureFlags(flags)(request);
    expect(requestFlags(request).isEnabled('open')).to.equal(true);
    expect(request).not.to.have.property('flags');
  });

  it('say so for a request that has no flags', async () => {
    const error = await refusal(() => requestFlags(asked()));
    expect(isHalyardError(error, 'NO_FLAGS')).to.equal(true);
    expect(error)
      .to.have.property('message')
      .that.contains('featureFlags(flags)(request) is missing before it');
    expect(await refusal(() => makeFlagGate('open')(asked())))
      .to.have.property('message')
      .that.contains('featureFlags(flags)(request) is missing before this route');
  });

  it('say so when asyncLocalStorage would have no effect', async () => {
    const withFlags = featureFlags(flags, { asyncLocalStorage: true });
    const error = await refusal(() => withFlags(asked()));
    expect(isHalyardError(error, 'INVALID_OPTION')).to.equal(true);
    expect(error).to.have.property('message').that.contains('withFlags(request, () => answer(request))');
    expect(withFlags(asked(), () => requestFlags().isEnabled('open'))).to.equal(true);
  });
});

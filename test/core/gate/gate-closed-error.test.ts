import { GateClosedError, isGateClosedError, isHalyardError } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { expect } from 'chai';

describe('the error of a closed gate', () => {
  const gate = new Gate('killSwitch', 'export_down', { code: 'EXPORT_DOWN', retryAfterSeconds: 5 });

  it('has what Express, Koa and error envelopes look for', () => {
    const error = gate.error();
    expect(error).to.be.instanceOf(GateClosedError);
    expect(error).to.include({
      name: 'GateClosedError',
      code: 'EXPORT_DOWN',
      status: 503,
      statusCode: 503,
      expose: true,
    });
    expect(error.message).to.equal('This resource is temporarily unavailable.');
    expect(error.headers).to.deep.equal({ 'Cache-Control': 'private, no-store', 'Retry-After': '5' });
    expect(error.problem).to.deep.equal({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
      detail: 'This resource is temporarily unavailable.',
      code: 'EXPORT_DOWN',
    });
  });

  it('tells the flag to whoever asks for it, but not as JSON', () => {
    const error = gate.error();
    expect(error.flag).to.equal('export_down');
    expect(JSON.stringify(error)).to.contain('EXPORT_DOWN').and.not.to.contain('export_down');
  });

  it('has headers of its own, which an error handler may change', () => {
    gate.error().headers['Retry-After'] = '7';
    expect(gate.error().headers['Retry-After']).to.equal('5');
  });

  it('is told from other errors', () => {
    expect(isGateClosedError(gate.error())).to.equal(true);
    expect(isHalyardError(gate.error())).to.equal(false);
    for (const other of [
      gate.bypassError(),
      new Error('EXPORT_DOWN'),
      { code: 'EXPORT_DOWN' },
      null,
      undefined,
    ]) {
      expect(isGateClosedError(other)).to.equal(false);
    }
  });
});

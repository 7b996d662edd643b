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
      code: 'GATE_CLOSED',
      status: 503,
      statusCode: 503,
      expose: true,
    });
    expect(error.message).to.equal('Service Unavailable');
    expect(error.headers).to.deep.equal({ 'Cache-Control': 'no-store', 'Retry-After': '5' });
    expect(error.problem).to.deep.equal({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
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
    expect(isHalyardError(gate.error(), 'GATE_CLOSED')).to.equal(true);
    for (const other of [
      gate.bypassError(),
      new Error('GATE_CLOSED'),
      { code: 'GATE_CLOSED' },
      null,
      undefined,
    ]) {
      expect(isGateClosedError(other)).to.equal(false);
    }
  });
});

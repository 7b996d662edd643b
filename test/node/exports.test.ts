import * as express from '@halyard/express';
import * as node from '@halyard/node';
import { expect } from 'chai';

describe('the adapter for node:http', () => {
  it('exports what the Express adapter does', () => {
    expect(Object.keys(node)).to.have.members(Object.keys(express));
  });
});

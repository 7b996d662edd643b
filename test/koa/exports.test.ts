import * as express from '@halyard/express';
import * as koa from '@halyard/koa';
import { expect } from 'chai';

describe('the Koa adapter', () => {
  it('exports what the Express adapter does', () => {
    expect(Object.keys(koa)).to.have.members(Object.keys(express));
  });
});

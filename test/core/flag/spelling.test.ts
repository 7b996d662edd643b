import { canonicalName } from '@halyard/core/store';
import { expect } from 'chai';
import fc from 'fast-check';

describe('The canonical form of a name', () => {
  const forms: readonly (readonly [name: string, canonical: string])[] = [
    ['new_checkout', 'new_checkout'],
    ['newCheckout', 'new_checkout'],
    ['NewCheckout', 'new_checkout'],
    ['new-checkout', 'new_checkout'],
    ['new.checkout', 'new_checkout'],
    ['HTTPServer', 'http_server'],
    ['useHTTP2Server', 'use_http2_server'],
    ['v2API', 'v2_api'],
    ['oauth2login', 'oauth2login'],
    ['A', 'a'],
    ['', ''],
    ['__proto__', '__proto__'],
    ['$segment.newThing', '$segment.newThing'],
    ['Größe', 'größe'],
    ['100%', '100%'],
  ];
  for (const [name, canonical] of forms) {
    it(`of ${name} is ${canonical}`, () => {
      expect(canonicalName(name)).to.equal(canonical);
    });
  }

  it('of what is too long to be a name is that', () => {
    expect(canonicalName('A'.repeat(512))).to.equal('a'.repeat(512));
    expect(canonicalName('A'.repeat(513))).to.equal('A'.repeat(513));
  });

  it('is its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', 'C', '1', '-', '.', '_', 'é', 'İ') }),
        (name) => {
          expect(canonicalName(canonicalName(name))).to.equal(canonicalName(name));
        },
      ),
    );
  });
});

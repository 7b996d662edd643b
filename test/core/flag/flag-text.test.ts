import { type FlagSource, isHalyardError } from '@halyard/core';
import { expect } from 'chai';
import { flagText } from '../../../packages/core/src/flag/flag-text.js';

const text = (source: unknown, name = 'x'): string => flagText(name, source as FlagSource);

function refuses(source: unknown, problem: string, name = 'x'): void {
  let error: unknown;
  try {
    text(source, name);
  } catch (caught) {
    error = caught;
  }
  expect(isHalyardError(error, 'INVALID_DEFINITION')).to.equal(true);
  expect(error).to.have.property('message', `flag "${name}": ${problem}`);
}

describe('the text of a flag given in code', () => {
  it('is on or off for a boolean', () => {
    expect(text(true)).to.equal('on');
    expect(text(false)).to.equal('off');
  });

  it('is a string as it was typed, trimmed', () => {
    for (const typed of ['YES', ' 25 % ', 'users: Alice , bob', '{ "enabled" : true }\n', '']) {
      expect(text(typed)).to.equal(typed.trim());
    }
  });

  it('is the canonical text of a definition', () => {
    expect(text({})).to.equal('on');
    expect(text({ enabled: false })).to.equal('off');
    expect(text({ default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] })).to.equal(
      '{"default":10,"rules":[{"when":{"plan":"pro"},"serve":100}]}',
    );
  });

  it('leaves out keys that are undefined', () => {
    expect(text({ enabled: undefined, rules: [{ rollout: 25, when: undefined }] })).to.equal('25%');
  });

  it('keeps a key called __proto__', () => {
    const metadata = JSON.parse('{"__proto__":{"a":1}}') as unknown;
    expect(text({ metadata })).to.equal('{"metadata":{"__proto__":{"a":1}}}');
  });

  it('reads every property once', () => {
    let reads = 0;
    const definition = {
      get rules() {
        reads++;
        return reads > 1 ? 'changed' : [];
      },
    };
    expect(text(definition)).to.equal('{"rules":[]}');
  });

  it('is refused when short text is not understood', () => {
    refuses('ture', '"ture" is not understood, did you mean true?');
    refuses('{"a":', 'not JSON: a value expected at line 1, column 6, the text ends');
    refuses(
      '{"a":1}',
      'a: unknown key; known: enabled, default, variants, rules, requires, kind, description, owner, tags, expires, permanent, metadata',
    );
  });

  it('is refused when a definition is wrong, with every problem', () => {
    refuses(
      { enabled: 1, rules: [{ users: [5] }] },
      'enabled: must be true or false, received 1; rules[0].users[0]: must be a string, received 5',
    );
  });

  it('is refused for what is no flag at all', () => {
    const EXPECTED = 'must be true, false, short text or a definition, received';
    refuses(1, `${EXPECTED} 1`);
    refuses(null, `${EXPECTED} null`);
    refuses(undefined, `${EXPECTED} undefined`);
    refuses([], `${EXPECTED} an array`);
    refuses(() => true, `${EXPECTED} a function`);
  });

  it('is refused for values that JSON would drop or change', () => {
    refuses({ default: NaN }, 'default: must be JSON, received NaN');
    refuses({ metadata: { a: 5n } }, 'metadata.a: must be JSON, received 5');
    refuses({ metadata: { a: () => 1 } }, 'metadata.a: must be JSON, received a function');
    refuses({ expires: new Date(0) }, 'expires: must be JSON, received an instance of Date');
    refuses(
      { rules: [{ users: new Set(['a']) }] },
      'rules[0].users: must be JSON, received an instance of Set',
    );
    refuses({ tags: ['a', undefined] }, 'tags[1]: must be JSON, received undefined');
    // eslint-disable-next-line no-sparse-arrays
    refuses({ tags: [, 'a'] }, 'tags[0]: must be JSON, received undefined');
  });

  it('is refused for objects inside themselves, and for parts shared beyond measure', () => {
    const self: Record<string, unknown> = {};
    self['a'] = self;
    self['b'] = self;
    expect(() => text({ metadata: self })).to.throw('a definition nests at most 32 levels deep');
    let shared: unknown = 1;
    for (let i = 0; i < 30; i++) shared = [shared, shared];
    expect(() => text({ metadata: { shared } })).to.throw('a definition has at most 1 MiB (1048576 bytes)');
  });

  it('is refused for a list or a proxy of any size before its items are read', () => {
    const tooLarge = 'a definition has at most 1 MiB (1048576 bytes)';
    const list: unknown[] = [];
    list.length = 4e9;
    expect(() => text({ tags: list as string[] })).to.throw(tooLarge);
    let read = 0;
    const keys = Array.from({ length: 300_000 }, (_, i) => `k${i}`);
    const nested = (): object =>
      new Proxy(
        {},
        {
          ownKeys: () => keys,
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
          get: () => {
            read++;
            return nested();
          },
        },
      );
    expect(() => text({ metadata: nested() as Record<string, unknown> })).to.throw(tooLarge);
    expect(read).to.equal(0);
    const endless = new Proxy([], {
      get: (_target, key) => (key === 'length' ? Number.MAX_SAFE_INTEGER : 'x'),
    });
    expect(() => text({ tags: endless })).to.throw(tooLarge);
  });

  it('is refused for half a surrogate pair in text, which no store can hold, but escaped in JSON', () => {
    refuses('users:\ud800', "the text has half a surrogate pair, which UTF-8 can't hold");
    expect(text({ rules: [{ users: ['\ud800'] }] })).to.equal('{"rules":[{"users":["\\ud800"]}]}');
  });

  it('is refused under a name that no flag can have', () => {
    expect(() => text(true, 'a b'))
      .to.throw('a flag name must not contain white space or control characters')
      .with.property('code', 'INVALID_NAME');
  });
});

describe('the text of a segment', () => {
  it('is its condition', () => {
    expect(text({ plan: 'pro', age: { $gt: 18 } }, '$segment.a')).to.equal('{"plan":"pro","age":{"$gt":18}}');
    expect(text(' {"enabled":false} ', '$segment.a')).to.equal('{"enabled":false}');
    expect(text({}, '$segment.a')).to.equal('{}');
  });

  it('is never short text', () => {
    refuses('on', 'a segment is a condition in JSON, such as {"plan": "pro"}', '$segment.a');
    refuses(true, 'must be a condition, received true', '$segment.a');
    refuses({ a: { $gtt: 1 } }, 'a.$gtt: unknown operator, did you mean $gt?', '$segment.a');
  });
});

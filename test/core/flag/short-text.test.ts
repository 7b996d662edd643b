import { expect } from 'chai';
import { readShortText } from '../../../packages/core/src/flag/short-text.js';

const ON = {};
const OFF = { enabled: false };
const share = (rollout: number) => ({ rules: [{ rollout }] });
const users = (...keys: string[]) => ({ rules: [{ users: keys }] });

describe('short text', () => {
  const understood: readonly (readonly [text: string, definition: object])[] = [
    ...['1', 'true', 'yes', 'on', 't', 'y', 'ON', 'True', ' yes\n'].map((text) => [text, ON] as const),
    ...['0', 'false', 'no', 'off', 'f', 'n', '', '  ', 'OFF'].map((text) => [text, OFF] as const),
    ['25%', share(25)],
    ['0.5%', share(0.5)],
    ['.5%', share(0.5)],
    ['0%', share(0)],
    ['100%', share(100)],
    [' 25 % ', share(25)],
    ['percentage:25', share(25)],
    ['Percentage: 12.5', share(12.5)],
    ['users:alice,bob', users('alice', 'bob')],
    ['USERS: Alice , bob', users('Alice', 'bob')],
    ['users:alice,,bob,', users('alice', 'bob')],
    ['users:o hara,a:b,{x}', users('o hara', 'a:b', '{x}')],
    ['users:__proto__', users('__proto__')],
  ];
  for (const [text, definition] of understood) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(readShortText(text)).to.deep.equal({ definition });
    });
  }

  const SHARE = 'a share is a decimal number from 0 to 100, such as 25% or 0.5%';
  const EXAMPLES = 'write on, off, 25%, users:alice,bob or a definition in JSON';
  const misunderstood: readonly (readonly [text: string, ending: string])[] = [
    ['ture', ', did you mean true?'],
    ['enabled', ', did you mean on?'],
    ['Disabled', ', did you mean off?'],
    ['"on"', ': remove the quotes around it'],
    ["'25%'", ': remove the quotes around it'],
    [`'{"rules":[]}'`, ': remove the quotes around it'],
    ['25', ', did you mean 25%?'],
    ['1 (a number)', ', did you mean on?'],
    ['0 (a number)', ', did you mean off?'],
    ['250', `; ${EXAMPLES}`],
    ['101%', `: ${SHARE}`],
    ['-1%', `: ${SHARE}`],
    ['1e1%', `: ${SHARE}`],
    ['0,5%', `: ${SHARE}`],
    ['Infinity%', `: ${SHARE}`],
    ['percentage:many', `: ${SHARE}`],
    ['%', `; ${EXAMPLES}`],
    ['users:', ': it lists no users; write users:alice,bob'],
    ['users: , ,', ': it lists no users; write users:alice,bob'],
    ['[]', `; ${EXAMPLES}`],
    ['__proto__', `; ${EXAMPLES}`],
  ];
  for (const [text, ending] of misunderstood) {
    it(`takes ${JSON.stringify(text)} for off, and says so`, () => {
      expect(readShortText(text)).to.deep.equal({
        definition: OFF,
        problem: `${JSON.stringify(text)} is not understood`,
        hint: ending,
      });
    });
  }

  for (const [text, shown, character] of [
    ['o\u200bn', 'o\\u200bn', 'U+200B'],
    ['\ufeffon', '\\ufeffon', 'U+FEFF'],
    ['25%\u2060', '25%\\u2060', 'U+2060'],
    ['users:al\u00adice', 'users:al\\u00adice', 'U+00AD'],
    ['on\u{e0001}', 'on\\u{e0001}', 'U+E0001'],
  ] as const) {
    it(`takes ${shown} for off, since it has an invisible character`, () => {
      expect(readShortText(text)).to.deep.equal({
        definition: OFF,
        problem: `"${shown}" is not understood`,
        hint: `: it has the invisible character ${character}`,
      });
    });
  }
});

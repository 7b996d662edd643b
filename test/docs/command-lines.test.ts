import { assertParses } from '../support/command-line.js';
import { documents } from './markdown.js';
import { wordsOf } from './walkthrough.js';

const SHELLS = new Set(['sh', 'console', 'powershell']);

/** The arguments of `halyard` in a line of a shell; `undefined` if the line does not run it. */
function argumentsIn(line: string): string[] | undefined {
  const [, command] = /(?:^|[\s(;|])(?:npx )?halyard(?: (.*))?$/.exec(line) ?? [];
  if (command === undefined) return undefined;
  return wordsOf(command.replace(/\s(?:[|<>&]|2>).*$/, '').replace(/\)$/, ''));
}

describe('the halyard commands in the documentation', () => {
  for (const { path, blocks } of documents()) {
    const lines = blocks
      .filter(({ language }) => SHELLS.has(language))
      .flatMap(({ code, line }) =>
        code
          .replaceAll(/\\\n\s*/g, '')
          .split('\n')
          .map((text, index) => ({ text, at: line + index + 1 })),
      );
    for (const { text, at } of lines) {
      const args = argumentsIn(text.replace(/\s+#\s.*$/, ''));
      // These name the package or the image.
      if (args === undefined || /^npm |^docker build/.test(text)) continue;
      it(`${path} line ${at}: ${text.trim()}`, () => assertParses(args));
    }
  }
});

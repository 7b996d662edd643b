import type { Terminal } from '@halyard/cli';
import { PassThrough } from 'node:stream';

/** An interactive terminal. `halyard` runs in this process, with streams that claim to be a terminal. */
export class FakeTerminal {
  readonly terminal: Terminal;
  printed = '';
  said = '';

  /** Types `answers`, one line for each question. A function is called when its question is asked. */
  constructor({
    answers = [],
    env = {},
    columns = 80,
  }: {
    answers?: (string | (() => Promise<string>))[];
    env?: Record<string, string>;
    columns?: number;
  } = {}) {
    const stdin = new PassThrough();
    const stream = (take: (text: string) => void): PassThrough =>
      Object.assign(new PassThrough().setEncoding('utf8').on('data', take), { isTTY: true, columns });
    const stdout = stream((text) => (this.printed += text));
    const stderr = stream((text) => {
      this.said += text;
      if (text.includes('[y/N]')) {
        const answer = answers.shift();
        if (answer === undefined) stdin.end();
        else if (typeof answer === 'string') stdin.write(`${answer}\n`);
        else void answer().then((line) => stdin.write(`${line}\n`));
      }
    });
    Object.assign(stdin, { isTTY: true, setRawMode: () => stdin });
    this.terminal = { stdin, stdout, stderr, env: { TERM: 'dumb', ...env } } as unknown as Terminal;
  }
}

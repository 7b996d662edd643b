import { expect } from 'chai';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { halyard } from '../cli/halyard-process.js';
import { eventually } from '../support/until.js';
import { documents, root } from './markdown.js';
import { type Step, stepsIn } from './walkthrough.js';

const ANY_PORT = new URL('any-port.mjs', import.meta.url).href;

const { blocks } = documents().find(({ path }) => path === 'docs/start.md')!;
const app = blocks.find(({ language }) => language === 'js')!;
const steps = stepsIn(blocks);

describe('the five minutes of docs/start.md', function () {
  this.timeout(40_000);
  let folder: string;
  let running: ChildProcess | undefined;
  let origin = '';

  before(() => {
    // Inside the repository, so that the packages resolve.
    folder = mkdtempSync(join(root, 'test/docs/.blocks-'));
    writeFileSync(join(folder, 'app.mjs'), app.code);
  });

  after(async () => {
    if (running !== undefined && running.exitCode === null) {
      running.kill();
      await once(running, 'close');
    }
    rmSync(folder, { recursive: true });
  });

  /** Starts the app of the page on a free port. Resolves with what it prints before it listens. */
  async function start(): Promise<string> {
    const execArgv = ['--import=tsx', '--conditions=@halyard/source', `--import=${ANY_PORT}`];
    running = fork(join(folder, 'app.mjs'), { cwd: folder, execArgv, silent: true });
    const [[port], [printed]] = (await Promise.all([
      once(running, 'message'),
      once(running.stdout!.setEncoding('utf8'), 'data'),
    ])) as [[number], [string]];
    origin = `http://localhost:${port}`;
    return printed;
  }

  /** Asks as `curl [-H header] localhost:3000/path` does. */
  async function curl(words: readonly string[]): Promise<string> {
    const header = words[0] === '-H' ? words[1]!.split(': ') : undefined;
    const url = words.at(-1)!.replace(/^localhost:3000/, origin);
    const headers = header === undefined ? {} : { [header[0]!]: header[1]! };
    const text = await (await fetch(url, { headers })).text();
    return text.endsWith('\n') ? text : `${text}\n`;
  }

  async function output([program, ...words]: readonly string[]): Promise<string> {
    if (program === 'node') return start();
    if (program === 'curl') return curl(words);
    expect([program, words[0]]).to.deep.equal(['npx', 'halyard']);
    // As at a terminal, where both streams are one.
    const { stdout } = await halyard(words.slice(1), {
      cwd: folder,
      env: { NO_COLOR: '1' },
      isTerminal: true,
    });
    return stdout.replaceAll('\r\n', '\n');
  }

  const title = ({ line, words }: Step): string => `prints what line ${line} shows: ${words.join(' ')}`;

  for (const step of steps) {
    it(title(step), async () => {
      // The app reads the file a moment after it was written.
      if (step.words[0] === 'curl')
        await eventually('the answer', async () => (await output(step.words)) === step.output);
      else expect(await output(step.words)).to.equal(step.output);
    });
  }
});

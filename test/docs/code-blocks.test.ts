import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compile } from './compile.js';
import { examplePrograms } from './example-program.js';
import { execute } from './execute.js';
import { documents, read } from './markdown.js';

// Inside the repository, so that the packages resolve as they do for its own tests.
const folder = fileURLToPath(new URL('.blocks', import.meta.url));

describe('the code in the documentation', () => {
  const programs = documents().flatMap(examplePrograms);
  let complaints: readonly string[] = [];

  before('compile all of it', async function () {
    this.timeout(60_000);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const { file, code } of programs) writeFileSync(join(folder, file), code);
    complaints = await compile(folder, programs);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const program of programs) {
    it(`${program.title} compiles`, () => {
      expect(complaints.filter((line) => line.startsWith(`${program.file}(`))).to.deep.equal([]);
    });

    if (program.run) {
      it(`${program.title} runs`, async function () {
        this.timeout(30_000);
        await execute(folder, program);
      });
    }
  }
});

describe('how a code block is read', () => {
  const page = (...lines: readonly string[]): ReturnType<typeof examplePrograms> =>
    examplePrograms(read('page.md', lines.join('\n')));

  it('keeps its line numbers', () => {
    const [program] = page('# Title', '', '```ts', 'const a = 1;', '```');
    expect(program!.code.split('\n')).to.deep.equal(['', '', '', 'const a = 1;', '']);
  });

  it('takes in what is given unseen, and the block it continues', () => {
    const lines = [
      '<!-- given',
      'declare const a: 1;',
      '-->',
      '```ts',
      'a;',
      '```',
      '```ts continued',
      'a + a;',
      '```',
    ];
    expect(page(...lines).map(({ code }) => code.split('\n').filter(Boolean))).to.deep.equal([
      ['declare const a: 1;', 'a;'],
      ['declare const a: 1;', 'a;', 'a + a;'],
    ]);
  });

  it('takes requests, environment and output from the info string', () => {
    const [program] = page('```ts run redis get="/a 404" get="/b 200" env="A=b=c" expect="x y"', '```');
    expect(program).to.deep.include({
      run: true,
      redis: true,
      requests: [
        { path: '/a', status: 404 },
        { path: '/b', status: 200 },
      ],
      env: { A: 'b=c' },
      output: ['x y'],
    });
  });

  it('takes requests and answers from the http blocks that follow', () => {
    const exchange = [
      '```http',
      'HEAD /a HTTP/1.1',
      'Accept: text/html',
      '',
      'HTTP/1.1 404 Not Found',
      'Vary: Accept',
      '```',
    ];
    const [first, second] = page('```ts run', '```', ...exchange, '```ts run', '```');
    expect(second!.exchanges).to.deep.equal([]);
    expect(first!.exchanges).to.deep.equal([
      {
        title: 'page.md line 3',
        method: 'HEAD',
        path: '/a',
        headers: { accept: 'text/html' },
        status: '404 Not Found',
        answer: { vary: 'Accept' },
        body: '',
      },
    ]);
  });

  it('refuses an http block that no program answers, or that does not show an answer', () => {
    const exchange = ['```http', 'GET / HTTP/1.1', '', 'HTTP/1.1 200 OK', '```'];
    const unanswered = 'the program above it must have "run"';
    expect(() => page('```ts', '```', ...exchange)).to.throw(`page.md line 3: ${unanswered}`);
    expect(() => page(...exchange)).to.throw(`page.md line 1: ${unanswered}`);
    expect(() => page('```ts run', '```', '```http', 'HTTP/1.1 200 OK', '```')).to.throw(
      'page.md line 3: an http block has a request',
    );
  });

  it('refuses a word it does not know', () => {
    expect(() => page('```ts rum', '```')).to.throw('page.md line 1: "rum" after the language is unknown');
  });
});

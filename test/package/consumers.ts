import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { consumer, installation, manifestIn, root } from './installed-packages.js';

const run = promisify(execFile);

/** Runs a program in its project and gives what it printed as JSON. */
async function answer(project: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...args], { cwd: project });
  return JSON.parse(stdout);
}

const GATED = {
  closed: [404, 404, 404, 404, 404, 404],
  open: ['express', 'koa', 'node', 'fastify', 'hono', 'fetch'],
  exports: ['function', 'function'],
};

const LAZY = { loaded: [], atImport: 0, atPattern: true, matches: [true, false] };

describe('a project that installed the packages', function () {
  this.timeout(60_000);

  before('pack and install', async function () {
    this.timeout(180_000);
    await installation();
  });

  it('gates routes from ES modules', async () => {
    expect(await answer(await consumer('esm', 'module'), 'gates.js')).to.deep.equal(GATED);
  });

  it('gates routes from CommonJS', async () => {
    expect(await answer(await consumer('cjs', 'commonjs'), 'gates.js')).to.deep.equal(GATED);
  });

  it('gates routes from CommonJS where require() knows no ES modules, as under Jest', async () => {
    const project = await consumer('cjs', 'commonjs');
    expect(await answer(project, '--no-experimental-require-module', 'gates.js')).to.deep.equal(GATED);
  });

  it('runs what patterns need at the first pattern, from ES modules', async () => {
    expect(await answer(await consumer('esm', 'module'), 'import.js')).to.deep.equal(LAZY);
  });

  it('runs what patterns need at the first pattern, from CommonJS', async () => {
    const project = await consumer('cjs', 'commonjs');
    expect(await answer(project, 'import.js')).to.deep.equal(LAZY);
    expect(await answer(project, '--no-experimental-require-module', 'import.js')).to.deep.equal(LAZY);
  });

  // The one that npm puts into `.bin`, that of the package `halyard` and that of `@halyard/cli`.
  for (const file of ['.bin/halyard', 'halyard/bin.js', '@halyard/cli/bin.js']) {
    it(`has the halyard command as ${file}`, async () => {
      const program = join(await installation(), 'node_modules', file);
      const { stdout } = await run(process.execPath, [program, '--version']);
      expect(stdout.trim()).to.equal(manifestIn(join(root, 'packages/cli')).version);
    });
  }

  it('has one copy of core in a process that both imports and requires it', async () => {
    expect(await answer(await consumer('esm', 'module'), 'copies.js')).to.deep.equal({
      copies: 1,
      known: true,
    });
  });

  it('has two copies where require() knows no ES modules, and each knows the errors of the other', async () => {
    const project = await consumer('esm', 'module');
    expect(await answer(project, '--no-experimental-require-module', 'copies.js')).to.deep.equal({
      copies: 2,
      known: true,
    });
  });

  for (const type of ['module', 'commonjs'] as const) {
    for (const module of ['node16', 'nodenext']) {
      it(`compiles under strict TypeScript with module ${module} and type ${type}, and runs`, async () => {
        const project = await consumer('typescript', type);
        await compile(project, 'gates.ts', { module, outDir: 'out' });
        expect(await answer(project, 'out/gates.js')).to.deep.equal(GATED);
      });
    }

    it(`has its registered flags checked by TypeScript under type ${type}`, async () => {
      await compile(await consumer('typescript', type), 'typed-flags.ts', { module: 'node16', noEmit: true });
    });
  }

  it('has its options checked by TypeScript 5.9 where the compiler does not know `exports`', async function () {
    // This compiler is slow, and checks the declarations of every framework.
    this.timeout(180_000);
    const project = await consumer('typescript', 'commonjs');
    const options = { module: 'commonjs', outDir: 'out', esModuleInterop: true };
    await compile(project, 'wrong-options.ts', options, 'typescript5');
    await compile(project, 'gates.ts', options, 'typescript5');
    expect(await answer(project, 'out/gates.js')).to.deep.equal(GATED);
  });

  it('compiles for a bundler', async () => {
    const project = await consumer('typescript', 'module');
    await compile(project, 'gates.ts', { module: 'esnext', moduleResolution: 'bundler', noEmit: true });
  });
});

/** Compiles a file of a project, our declarations included; other people's may hold what mistakes they like. */
async function compile(
  project: string,
  file: string,
  options: Readonly<Record<string, unknown>>,
  compiler = 'typescript',
): Promise<void> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    target: 'es2022',
    types: ['node'],
    ...options,
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const tsc = [join(root, 'node_modules', compiler, 'bin/tsc'), '--pretty', 'false'];
  const complaints = await run(process.execPath, tsc, { cwd: project }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
  const theirs = /^\.\.\/node_modules\/(?!@halyard\/)/;
  expect(complaints.split('\n').filter((line) => line !== '' && !theirs.test(line))).to.deep.equal([]);
}

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const here = fileURLToPath(new URL('.', import.meta.url));
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

const compile = (options: readonly string[]) =>
  spawnSync(process.execPath, [compiler, ...options], { encoding: 'utf8' });

/** Compiles a program in a project of its own. */
async function compileAlone(program: string): Promise<ReturnType<typeof compile>> {
  const folder = await mkdtemp(join(here, 'alone-'));
  try {
    await writeFile(join(folder, 'program.ts'), program);
    const project = { extends: '../../../tsconfig.json', include: ['*.ts'], exclude: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
    return compile(['-p', folder, '--noEmit']);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the types', () => {
  // In the files beside this one, each line that must not compile stands under a @ts-expect-error, which is an error
  // itself where there is none.
  for (const [title, project] of [
    ['let right use compile and misuse not', here],
    ['do so where flags and contexts are registered', join(here, 'registered')],
  ] as const) {
    it(title, function () {
      this.timeout(60_000);
      const { status, stdout } = compile(['-p', project, '--noEmit']);
      expect(stdout).to.equal('');
      expect(status).to.equal(0);
    });
  }

  for (const adapter of ['koa', 'node', 'node/fetch', 'fastify', 'hono']) {
    it(`let no misuse of gates compile for ${adapter} that they do not for express`, async function () {
      this.timeout(60_000);
      const program = await readFile(join(here, 'misused-gates.ts'), 'utf8');
      const { status, stdout } = await compileAlone(
        program.replace("'@halyard/express'", `'@halyard/${adapter}'`),
      );
      expect(stdout).to.equal('');
      expect(status).to.equal(0);
    });
  }

  it('name the unknown flag in the error, and not all that are declared', async function () {
    this.timeout(60_000);
    const declared = Array.from({ length: 40 }, (_, i) => `flag_${i}: { default: false }`).join(', ');
    const { stdout } = await compileAlone(
      `import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
const flags = await FeatureFlags.open(new MemoryBackend(), { flags: defineFlags({ ${declared} }) });
flags.isEnabled('flag_40');
flags.at({}).getValue('flag_41', false);`,
    );
    const errors = stdout.split('\n');
    expect(errors[0]).to.include('no declared flag is called \\"flag_40\\"');
    expect(errors.join('\n')).to.include('no declared flag is called \\"flag_41\\"');
    expect(errors.join('\n')).not.to.include('flag_39');
  });
});

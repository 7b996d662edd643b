import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExampleProgram } from './example-program.js';
import { root } from './markdown.js';

/**
 * Type-checks the programs, whose files are in `folder`; resolves with the compiler's complaints. Those that register
 * their flags do so for the whole compilation, so each of them has one of its own.
 */
export async function compile(folder: string, programs: readonly ExampleProgram[]): Promise<string[]> {
  const registering = programs.filter(({ code }) => code.includes('interface Register'));
  const plain = programs.filter((program) => !registering.includes(program));
  const complaints: string[] = [];
  for (const together of [plain, ...registering.map((program) => [program])]) {
    writeFileSync(join(folder, 'tsconfig.json'), tsconfig(together.map(({ file }) => file)));
    complaints.push(...(await tsc(folder)));
  }
  // What runs them takes compiler options only from a configuration that names them.
  writeFileSync(join(folder, 'tsconfig.json'), tsconfig(programs.map(({ file }) => file)));
  return complaints;
}

function tsconfig(files: readonly string[]): string {
  const compilerOptions = {
    composite: false,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
    allowJs: true,
    checkJs: true,
    moduleDetection: 'force',
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
  return JSON.stringify({ extends: '../../../tsconfig.base.json', compilerOptions, files });
}

function tsc(folder: string): Promise<string[]> {
  const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', '-p', folder];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, compiler, { cwd: folder }, (error, stdout) => {
      // An exit code other than 0 is how it complains; anything else kept it from running.
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve(stdout.split('\n'));
    });
  });
}

import { spawnSync } from 'node:child_process';

/** Runs a program, with what it prints shown. Throws a sentence when it fails. */
export function run(folder, program, ...args) {
  const { status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit', shell: isScript(program) });
  if (status !== 0) throw new Error(`"${[program, ...args].join(' ')}" failed; its own message is above`);
}

/** Runs a program and returns what it prints, without the line break at the end. Throws a sentence when it fails. */
export function output(folder, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    shell: isScript(program),
  });
  if (status !== 0) throw new Error(`"${[program, ...args].join(' ')}" failed:\n${stderr}`);
  return stdout.trimEnd();
}

/** Windows starts npm, a script there, in a shell only. */
function isScript(program) {
  return program === 'npm' && process.platform === 'win32';
}

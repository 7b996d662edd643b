// How the tests come by programs that npm doesn't bring.
import { spawnSync } from 'node:child_process';

/** Installs a Debian package with apt-get, where that is there and asks no password; else it does nothing. */
export function installPackage(name) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [program, ...apt] = [...sudo, 'apt-get'];
  if (!succeeds(program, [...apt, '--version'])) return;
  console.log(`setup: ${name} is missing, installing it with apt-get`);
  const packages = ['install', '--yes', '--no-install-recommends', name];
  if (succeeds(program, [...apt, ...packages])) return;
  // A fresh image knows no packages at all until it has read its lists.
  succeeds(program, [...apt, 'update'], 'inherit');
  succeeds(program, [...apt, ...packages], 'inherit');
}

/** Whether a program can be started and ends with exit code 0. */
export function succeeds(program, args, stderr = 'ignore') {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', stderr], env }).status === 0;
}

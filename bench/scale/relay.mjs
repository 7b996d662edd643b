import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { TOKEN } from './token.mjs';

const BIN = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));
const GUARD = fileURLToPath(new URL('../support/no-network.mjs', import.meta.url));

/** Starts `halyard serve` as a relay of a Redis, and waits until it serves. */
export async function startRelay(redis) {
  const args = ['--import', GUARD, BIN, 'serve', '--upstream', redis.url, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    env: { ...process.env, HALYARD_TOKEN: TOKEN, BENCH_PORTS: String(redis.port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`a relay ended (${signal ?? code}):\n${complaints}`);
  });
  gone.catch(() => {});
  const listens = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      if (printed.endsWith('}\n')) resolve();
    });
  });
  await Promise.race([listens, gone]);
  return {
    url: JSON.parse(printed).url,
    pid: child.pid,
    async kill() {
      child.kill('SIGKILL');
      await gone.catch(() => {});
    },
  };
}

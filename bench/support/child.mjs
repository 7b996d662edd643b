import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a module of the benchmark in a process of its own and waits for its first message. `ask` sends a message and
 * resolves with the next answer; `end` ends the process. It can connect to nothing but the ports of this machine that
 * are in `ports`, or to all of them if that is `"any"`.
 */
export async function startChild(module, { args = [], nodeOptions = [], env = {}, ports = [] } = {}) {
  const guard = fileURLToPath(new URL('no-network.mjs', import.meta.url));
  const child = fork(module, args.map(String), {
    execArgv: ['--import', guard, ...nodeOptions],
    env: { ...process.env, ...env, BENCH_PORTS: String(ports) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(
      `${fileURLToPath(module).split('/bench/').pop()} ${args.join(' ')} ended (${signal ?? code}):\n${complaints}`,
    );
  });
  gone.catch(() => {});

  const next = () =>
    Promise.race([
      new Promise((resolve) => {
        child.once('message', resolve);
      }),
      gone,
    ]);
  const first = await next();
  return {
    first,
    pid: child.pid,
    ask(message) {
      const answer = next();
      child.send(message);
      return answer;
    },
    async end() {
      child.kill('SIGKILL');
      await gone.catch(() => {});
    },
  };
}

/** Runs a module of the benchmark in a process of its own and resolves with the one message it sends. */
export async function runChild(module, options) {
  const child = await startChild(module, options);
  await child.end();
  return child.first;
}

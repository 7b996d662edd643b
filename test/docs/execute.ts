import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { RedisServer } from '../support/redis-server.js';
import { askAcrossOrigins } from './ask-across-origins.js';
import type { ExampleProgram } from './example-program.js';
import { checkExchange } from './http-exchange.js';

const ANY_PORT = new URL('any-port.mjs', import.meta.url).href;

/** Runs a program, whose file is in `folder`, and rejects unless it does what its block says. */
export async function execute(folder: string, program: ExampleProgram): Promise<void> {
  const redis = program.redis ? await RedisServer.start() : undefined;
  try {
    await executeWith(folder, program, redis === undefined ? {} : { REDIS_URL: redis.url });
  } finally {
    await redis?.stop();
  }
}

async function executeWith(
  folder: string,
  { file, requests, browserRequests, exchanges, output, env, files }: ExampleProgram,
  redis: Readonly<Record<string, string>>,
): Promise<void> {
  const cwd = files.size === 0 ? folder : folderWith(files, join(folder, `${file}.files`));
  const serves = requests.length + browserRequests.length + exchanges.length > 0;
  const child = fork(join(folder, file), {
    cwd,
    env: { ...process.env, ...redis, ...env },
    execArgv: ['--import=tsx', '--conditions=@halyard/source', ...(serves ? [`--import=${ANY_PORT}`] : [])],
    silent: true,
    timeout: 20_000,
  });
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  }
  const exit = once(child, 'close');
  try {
    if (serves) {
      const [port] = (await Promise.race([once(child, 'message'), exit])) as [unknown];
      expect(child.exitCode, `it ended instead of listening, and printed:\n${printed}`).to.equal(null);
      const origin = `http://localhost:${String(port)}`;
      for (const { path, status } of requests) {
        const response = await fetch(origin + path, { redirect: 'manual' });
        expect(response.status, `GET ${path}; it printed:\n${printed}`).to.equal(status);
      }
      for (const { path, status } of browserRequests) {
        const reading = await askAcrossOrigins(origin + path);
        expect(reading.status, `a page asks for ${path}`).to.equal(status);
        expect(reading.body, 'the body that the page reads').to.include(`"status":${status}`);
      }
      for (const exchange of exchanges) await checkExchange(origin, exchange);
    } else {
      await exit;
      expect(
        child.exitCode,
        `exit code (null: still running after 20 seconds); it printed:\n${printed}`,
      ).to.equal(0);
    }
  } finally {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await exit;
  }
  for (const text of output) expect(printed).to.include(text);
}

/** Makes a folder with these files. */
function folderWith(files: ExampleProgram['files'], folder: string): string {
  mkdirSync(folder);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}

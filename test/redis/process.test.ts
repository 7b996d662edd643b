import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BackendStatus } from '@halyard/core';
import { expect } from 'chai';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

const PROGRAM = fileURLToPath(new URL('../support/redis-program.ts', import.meta.url));

describe('a process with a RedisBackend', () => {
  const redis = new RedisSuite();

  function start(source: string, ...nodeOptions: readonly string[]): ChildProcessWithoutNullStreams {
    const node = ['--import=tsx', '--conditions=@halyard/source', ...nodeOptions];
    const child = spawn(process.execPath, [...node, PROGRAM, source, String(redis.server.port)]);
    redis.defer(() => child.kill('SIGKILL'));
    return child;
  }

  async function opened(child: ChildProcessWithoutNullStreams): Promise<BackendStatus> {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const [line] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'close').then(() => Promise.reject(new Error(complaint))),
    ])) as [Buffer];
    return JSON.parse(line.toString()) as BackendStatus;
  }

  /** Resolves with the exit code of a process that is left to end by itself. */
  async function ends(child: ChildProcessWithoutNullStreams): Promise<number> {
    child.stdin.write('close\n');
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  }

  it('ends by itself once the backend is closed', async () => {
    const child = start('url');
    expect(await opened(child)).to.include({ state: 'live' });
    expect(await ends(child)).to.equal(0);
  });

  for (const { name } of clientKinds) {
    it(`outlives Redis without an error that nobody handles, and ends although it hangs (${name})`, async () => {
      const child = start(name, '--unhandled-rejections=strict');
      expect(await opened(child)).to.include({ state: 'live' });
      await redis.server.restart();
      await redis.server.restart();
      redis.server.pause();
      expect(await ends(child)).to.equal(0);
    });
  }

  /** What makes the packages with these names look as if they were not installed. */
  function without(...names: readonly string[]): string {
    const hooks = `export async function resolve(specifier, context, next) {
      if (!${JSON.stringify(names)}.includes(specifier) || !context.parentURL?.includes('/packages/redis/')) {
        return next(specifier, context);
      }
      throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
    }`;
    const register = `import { register } from 'node:module';
      register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))});`;
    return `--import=data:text/javascript,${encodeURIComponent(register)}`;
  }

  it('connects to a URL with ioredis where node-redis is not installed', async () => {
    const child = start('url', without('redis'));
    expect(await opened(child)).to.include({ state: 'live' });
    const links = (await redis.server.clients()).map((info) => info.get('name'));
    expect(links).to.deep.equal(['halyard:feature_flags', 'halyard:feature_flags']);
  });

  it('says what to install for a URL where neither client is', async () => {
    const status = await opened(start('url', without('redis', 'ioredis')));
    expect(status).to.include({ state: 'failed' });
    expect(status.reason).to.match(/given a URL, and neither client is installed: npm install redis/);
  });
});

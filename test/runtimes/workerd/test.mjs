import { build } from 'esbuild';
import { runShop } from './hono/run-shop.mjs';

await build({
  entryPoints: ['worker.mjs'],
  outfile: 'build/worker.mjs',
  bundle: true,
  format: 'esm',
  conditions: ['workerd'],
  external: ['node:*'],
});
const args = ['serve', 'workerd.capnp', '--control-fd=1'];
await runShop('workerd', args, (line) => {
  const { event, socket, port } = JSON.parse(line);
  return event === 'listen' && socket === 'http' ? `http://127.0.0.1:${port}` : undefined;
});

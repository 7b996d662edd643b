import { once } from 'node:events';

/** Resolves on SIGINT or SIGTERM. Keeps the process alive until then. */
export async function interrupted(): Promise<void> {
  const alive = setInterval(() => {}, 2 ** 30);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
}

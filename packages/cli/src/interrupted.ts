import { once } from 'node:events';

/** Resolves when the process is asked to end, and keeps it alive until then. */
export async function interrupted(): Promise<void> {
  const alive = setInterval(() => {}, 2 ** 30);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
}

import type { Backend, BackendStatus } from './backend.js';

/**
 * Opens a backend and waits until every layer was read, at most `ms`. Resolves with what is missing then, as a
 * sentence, or `undefined` when all is there. Never rejects for trouble with a store.
 */
export async function firstLoad(backend: Backend, ms: number): Promise<string | undefined> {
  let onChange = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const unsubscribe = backend.subscribe(() => onChange());
  const loaded = new Promise<void>((resolve, reject) => {
    onChange = () => {
      if (neverRead(backend.status()) === undefined) resolve();
    };
    timer = setTimeout(resolve, ms);
    backend.open().then(onChange, reject);
  });
  try {
    await loaded;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
  const missing = neverRead(backend.status());
  return missing && `${missing.name} was not read within ${ms} ms: ${missing.reason ?? 'no answer yet'}`;
}

/** The first layer that was never read. */
export function neverRead(status: BackendStatus): BackendStatus | undefined {
  if (status.layers === undefined) return status.state === 'failed' ? status : undefined;
  for (const layer of status.layers) {
    const missing = neverRead(layer);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

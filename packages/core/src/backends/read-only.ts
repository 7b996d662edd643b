import type { Backend } from '../store/backend.js';
import { checkBackend } from '../store/check-backend.js';

/**
 * The flags of `backend`, without its writes: nothing in this process changes them, and in a composite the writes go to
 * another layer. Reads, history, status, opening and closing are the backend's own.
 */
export function readOnly(backend: Backend): Backend {
  checkBackend('readOnly', backend);
  return {
    name: backend.name,
    get snapshot() {
      return backend.snapshot;
    },
    open: () => backend.open(),
    close: () => backend.close(),
    subscribe: (listener) => backend.subscribe(listener),
    status: () => backend.status(),
    describe: () => `readOnly(${backend.describe?.() ?? backend.name})`,
    ...(backend.refresh && { refresh: () => backend.refresh!() }),
    ...(backend.origin && { origin: (name) => backend.origin!(name) }),
    ...(backend.usage && { usage: backend.usage }),
    ...(backend.history && { history: (query) => backend.history!(query) }),
  };
}

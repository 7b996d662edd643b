import type { ServerStatus } from '../records.js';
import { Store } from '../store/store.js';

/** How the backend is, as last heard; `undefined` before the first time. */
export const serverStatus: Store<Pick<ServerStatus, 'backend' | 'status'> | undefined> = new Store<
  Pick<ServerStatus, 'backend' | 'status'> | undefined
>(undefined);

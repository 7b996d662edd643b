import type { ServerStatus } from '../records.js';
import { Store } from '../state/observable.js';

/** The last known state of the backend; `undefined` before the first answer. */
export const serverStatus: Store<Pick<ServerStatus, 'backend' | 'status'> | undefined> = new Store<
  Pick<ServerStatus, 'backend' | 'status'> | undefined
>(undefined);

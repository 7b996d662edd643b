import type { ServerStatus } from '../records.js';
import { Store } from '../state/observable.js';

/** What the page keeps of the server's status. */
export type KnownStatus = Pick<ServerStatus, 'backend' | 'status' | 'environment'>;

/** The last known state of the backend; `undefined` before the first answer. */
export const serverStatus: Store<KnownStatus | undefined> = new Store<KnownStatus | undefined>(undefined);

import { Store } from '../store/store.js';

/** Whether this page hears of changes. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'reconnecting';
  /** When this state began, in milliseconds since the epoch. */
  readonly since: number;
  /** Why it is not live. */
  readonly problem?: string;
}

/** The stream of live events. */
export const connection: Store<Connection> = new Store<Connection>({
  state: 'connecting',
  since: Date.now(),
});

/** Notes a state; one that goes on keeps its beginning. */
export function setConnection(state: Connection['state'], problem?: string): void {
  const before = connection.value;
  const since = before.state === state ? before.since : Date.now();
  connection.set({ state, since, ...(problem === undefined ? {} : { problem }) });
}

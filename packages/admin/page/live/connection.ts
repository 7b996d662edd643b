import { Store } from '../state/observable.js';

/** The state of the live connection. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'reconnecting';
  /** The start of this state in milliseconds since the epoch. */
  readonly since: number;
  /** The reason why it is not live. */
  readonly problem?: string;
}

/** The stream of live events. */
export const connection: Store<Connection> = new Store<Connection>({
  state: 'connecting',
  since: Date.now(),
});

/** Sets the state. An unchanged state keeps its start time. */
export function setConnection(state: Connection['state'], problem?: string): void {
  const before = connection.value;
  const since = before.state === state ? before.since : Date.now();
  connection.set({ state, since, ...(problem === undefined ? {} : { problem }) });
}

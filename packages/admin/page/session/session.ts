import { api } from '../api.js';
import { forgetFlags } from '../flags/flag-store.js';
import { ProblemError, sentenceOf } from '../http/problem-error.js';
import { whenUnauthenticated } from '../http/request.js';
import { hasUnsaved } from '../routing/navigation.js';
import { serverStatus } from '../status/server-status.js';
import { Store } from '../state/observable.js';
import { storedToken, storeToken } from './token.js';

/** The user of this page. */
export type Session =
  | { readonly phase: 'starting' }
  /** The server requires authentication. `refused`: it rejected the given token. */
  | { readonly phase: 'signed out'; readonly refused: boolean }
  /** The server denies access, or does not answer. */
  | { readonly phase: 'shut out'; readonly sentence: string; readonly isForbidden: boolean }
  | { readonly phase: 'signed in'; readonly actor: string; readonly mayWrite: boolean };

/** The current session. */
export const session: Store<Session> = new Store<Session>({ phase: 'starting' });

/** Asks the server for the current user. */
export async function startSession(): Promise<void> {
  // Unsaved edits must survive an expired session: the user may sign in again in another tab.
  whenUnauthenticated(() => {
    if (!hasUnsaved()) signOut();
  });
  session.set({ phase: 'starting' });
  try {
    const { actor, write, ...status } = await api.status();
    serverStatus.set(status);
    session.set({ phase: 'signed in', actor, mayWrite: write });
  } catch (error) {
    // The request has already handled a 401.
    if (error instanceof ProblemError && error.status === 401) return;
    const isForbidden = error instanceof ProblemError && error.status === 403;
    session.set({ phase: 'shut out', sentence: sentenceOf(error), isForbidden });
  }
}

/** Tries a token. It is kept until the browser tab closes. */
export function signIn(token: string): Promise<void> {
  storeToken(token);
  return startSession();
}

/** Forgets the token and all data read with it. */
export function signOut(): void {
  const refused = storedToken() !== undefined && session.value.phase === 'starting';
  storeToken(undefined);
  forgetFlags();
  serverStatus.set(undefined);
  session.set({ phase: 'signed out', refused });
}

/** The reason why this user can't change flags; `undefined` if they can. */
export function readOnlyReason(value: Session): string | undefined {
  if (value.phase !== 'signed in' || value.mayWrite) return undefined;
  return `${value.actor} does not have write permission`;
}

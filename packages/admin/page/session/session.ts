import { api } from '../api.js';
import { forgetFlags } from '../flags/flag-store.js';
import { ProblemError, sentenceOf } from '../http/problem-error.js';
import { whenUnauthenticated } from '../http/request.js';
import { hasUnsaved } from '../routing/navigation.js';
import { serverStatus } from '../status/server-status.js';
import { Store } from '../store/store.js';
import { storedToken, storeToken } from './token.js';

/** Who uses this page, as far as is known. */
export type Session =
  | { readonly phase: 'starting' }
  /** The server does not know who asks. `refused`: not even with the token that was given. */
  | { readonly phase: 'signed out'; readonly refused: boolean }
  /** The server does not let this caller in, or does not answer. */
  | { readonly phase: 'shut out'; readonly sentence: string; readonly isForbidden: boolean }
  | { readonly phase: 'signed in'; readonly actor: string; readonly mayWrite: boolean };

/** Who uses this page. */
export const session: Store<Session> = new Store<Session>({ phase: 'starting' });

/** Asks the server who this is. */
export async function startSession(): Promise<void> {
  // What somebody has entered must not go with an expired session: they may sign in again in another tab.
  whenUnauthenticated(() => {
    if (!hasUnsaved()) signOut();
  });
  session.set({ phase: 'starting' });
  try {
    const { actor, write, ...status } = await api.status();
    serverStatus.set(status);
    session.set({ phase: 'signed in', actor, mayWrite: write });
  } catch (error) {
    // The request has seen to a 401 itself.
    if (error instanceof ProblemError && error.status === 401) return;
    const isForbidden = error instanceof ProblemError && error.status === 403;
    session.set({ phase: 'shut out', sentence: sentenceOf(error), isForbidden });
  }
}

/** Tries a token; it is kept until the browser tab closes. */
export function signIn(token: string): Promise<void> {
  storeToken(token);
  return startSession();
}

/** Forgets the token and whatever it has shown. */
export function signOut(): void {
  const refused = storedToken() !== undefined && session.value.phase === 'starting';
  storeToken(undefined);
  forgetFlags();
  serverStatus.set(undefined);
  session.set({ phase: 'signed out', refused });
}

/** Why this caller can't change anything; `undefined` when they can. */
export function readOnlyReason(value: Session): string | undefined {
  if (value.phase !== 'signed in' || value.mayWrite) return undefined;
  return `${value.actor} may look at flags here and not change them`;
}

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
  /** `previews`: the flags that can be previewed. */
  | {
      readonly phase: 'signed in';
      readonly actor: string;
      readonly mayWrite: boolean;
      readonly previews: readonly string[];
    };

/** The current session. */
export const session: Store<Session> = new Store<Session>({ phase: 'starting' });

/** The token of a sign-in link, until it is known whether it would replace a session. */
export const offeredToken: Store<string | undefined> = new Store<string | undefined>(undefined);

/** Takes the token of a sign-in link. It is used at once only if there is no other session. */
export function offerToken(token: string | undefined): void {
  if (token === undefined || token === storedToken()) return;
  offeredToken.set(token);
  if (session.value.phase === 'signed out') decideOnToken(true);
}

/** Uses the token of the link, or forgets it. */
export function decideOnToken(isAccepted: boolean): void {
  const token = offeredToken.value;
  offeredToken.set(undefined);
  if (isAccepted && token !== undefined) void signIn(token);
}

/** Asks the server for the current user. */
export async function startSession(): Promise<void> {
  whenUnauthenticated(() => {
    if (offeredToken.value !== undefined) decideOnToken(true);
    // Unsaved edits must survive an expired session: the user may sign in again in another tab.
    else if (!hasUnsaved()) signOut();
  });
  session.set({ phase: 'starting' });
  try {
    const { actor, write, previews = [], ...status } = await api.status();
    serverStatus.set(status);
    session.set({ phase: 'signed in', actor, mayWrite: write, previews });
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

import { Store } from '../state/observable.js';
import { parseRoute, type Route, routeHash } from './route.js';

/** A pending navigation that would lose unsaved edits. */
export interface HeldNavigation {
  /** Goes there and drops the edits. */
  readonly leave: () => void;
}

/** The current place. */
export const place: Store<Route> = new Store<Route>(parseRoute(''));

/** The navigation that waits for a decision. */
export const heldNavigation: Store<HeldNavigation | undefined> = new Store<HeldNavigation | undefined>(
  undefined,
);

let shownHash = '';
let isGuarded = false;

/** Asks before the place is left, as long as there are unsaved edits. */
export function guardPlace(isDirty: boolean): void {
  isGuarded = isDirty;
}

/** Whether there are unsaved edits. */
export function hasUnsaved(): boolean {
  return isGuarded;
}

/** Goes to a place. */
export function goTo(route: Route): void {
  location.hash = routeHash(route);
}

/** Replaces the current address, such as the search of a list, without a new entry in the browser's history. */
export function restate(route: Route): void {
  history.replaceState(null, '', routeHash(route));
  shownHash = location.hash;
  place.set(route);
}

/** Goes to the place in the address, and follows its changes. Call it once. */
export function followAddress(): void {
  show(location.hash);
  addEventListener('hashchange', () => {
    const hash = location.hash;
    if (hash === shownHash) return;
    if (!isGuarded) return show(hash);
    // The address stays that of the current view until the user decides.
    history.replaceState(null, '', shownHash);
    heldNavigation.set({
      leave() {
        isGuarded = false;
        location.hash = hash;
      },
    });
  });
  addEventListener('beforeunload', (event) => {
    if (isGuarded) event.preventDefault();
  });
}

function show(hash: string): void {
  shownHash = hash;
  place.set(parseRoute(hash));
}

import { Store } from '../store/store.js';
import { parseRoute, type Route, routeHash } from './route.js';

/** A place somebody wants to go to while what they have entered here is not stored. */
export interface HeldNavigation {
  /** Goes there, and what was entered is lost. */
  readonly leave: () => void;
}

/** Where the page is. */
export const place: Store<Route> = new Store<Route>(parseRoute(''));

/** The navigation that waits for a decision. */
export const heldNavigation: Store<HeldNavigation | undefined> = new Store<HeldNavigation | undefined>(
  undefined,
);

let shownHash = '';
let isGuarded = false;

/** Asks before the place is left, as long as there is something to lose. */
export function guardPlace(isDirty: boolean): void {
  isGuarded = isDirty;
}

/** Whether there is something to lose. */
export function hasUnsaved(): boolean {
  return isGuarded;
}

/** Goes to a place. */
export function goTo(route: Route): void {
  location.hash = routeHash(route);
}

/** Changes the address of the place where the page is, such as the search of a list, without a step in the browser's history. */
export function restate(route: Route): void {
  history.replaceState(null, '', routeHash(route));
  shownHash = location.hash;
  place.set(route);
}

/** Goes to where the address is, and follows it. Call it once. */
export function followAddress(): void {
  show(location.hash);
  addEventListener('hashchange', () => {
    const hash = location.hash;
    if (hash === shownHash) return;
    if (!isGuarded) return show(hash);
    // The address goes back to what is shown until it is decided.
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

import { undoChange } from '../flags/undo-stack.js';
import { keysShown } from './keys-dialog.js';
import { goTo, place } from '../routing/navigation.js';

/** The id of the field that `/` focuses. */
export const SEARCH_ID = 'search';

/** Handles the global keys: `/` focuses the search, `?` shows all keys, Ctrl+Z undoes the last change. Returns a function that stops it. */
export function followShortcuts(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      searchFlags();
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keysShown.set(true);
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      if (undoChange()) event.preventDefault();
    }
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

let isSearchWanted = false;

/** Whether `/` was pressed in another view. Resets itself. */
export function takeSearchWish(): boolean {
  const isWanted = isSearchWanted;
  isSearchWanted = false;
  return isWanted;
}

function searchFlags(): void {
  if (place.value.view === 'flags') return document.getElementById(SEARCH_ID)?.focus();
  // The field exists only after the list is rendered.
  isSearchWanted = true;
  goTo({ view: 'flags', query: {} });
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

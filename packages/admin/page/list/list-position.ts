import { useEffect } from 'preact/hooks';
import { place } from '../routing/navigation.js';

let left = { address: '', top: 0 };

/** The last scroll position of the list in pixels, if it showed the same search; else 0. */
export function positionLeft(): number {
  return left.address === location.hash ? left.top : 0;
}

/** Stores the scroll position of the list, for a later return. */
export function useListPosition(): void {
  useEffect(() => {
    const remember = (): void => {
      // Ignores scrolling by the next view before this one is removed.
      if (place.value.view === 'flags') left = { address: location.hash, top: scrollY };
    };
    addEventListener('scroll', remember, { passive: true });
    return () => removeEventListener('scroll', remember);
  }, []);
}

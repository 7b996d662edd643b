import { useEffect } from 'preact/hooks';
import { place } from '../routing/navigation.js';

let left = { address: '', top: 0 };

/** Where the list was left, in pixels from the top, when the same search was shown before; else its top. */
export function positionLeft(): number {
  return left.address === location.hash ? left.top : 0;
}

/** Notes where the list is scrolled to, for whoever comes back. */
export function useListPosition(): void {
  useEffect(() => {
    const remember = (): void => {
      // What another view scrolls, before this one has gone, is not meant.
      if (place.value.view === 'flags') left = { address: location.hash, top: scrollY };
    };
    addEventListener('scroll', remember, { passive: true });
    return () => removeEventListener('scroll', remember);
  }, []);
}

import { useEffect, useRef } from 'preact/hooks';

/** Saves on Ctrl+S and Cmd+S, in place of the browser's own saving. */
export function useSaveKey(save: () => Promise<void>): void {
  const current = useRef(save);
  current.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      void current.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

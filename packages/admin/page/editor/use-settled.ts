import { useEffect, useState } from 'preact/hooks';

/** How long nothing must change before the server is asked, in milliseconds. */
const SETTLE_MS = 250;

/** The value once it has not changed for a moment, so that typing does not ask the server at every key. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

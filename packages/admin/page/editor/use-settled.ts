import { useEffect, useState } from 'preact/hooks';

/** The pause in typing before a request, in milliseconds. */
const SETTLE_MS = 250;

/** The value after a pause in changes, so that typing does not send a request for every key. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 30_000;

/** The time in milliseconds since the epoch, updated every 30 seconds, for texts such as "5 minutes ago". */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

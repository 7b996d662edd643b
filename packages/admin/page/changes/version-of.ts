import { useRef } from 'preact/hooks';

/** A text that changes when `value` changes. */
export function useVersionOf(value: unknown): string {
  const seen = useRef({ value, count: 0 });
  if (!Object.is(seen.current.value, value)) seen.current = { value, count: seen.current.count + 1 };
  return String(seen.current.count);
}

import { useRef } from 'preact/hooks';

/** A text that is another one whenever `value` is another one. */
export function useVersionOf(value: unknown): string {
  const seen = useRef({ value, count: 0 });
  if (!Object.is(seen.current.value, value)) seen.current = { value, count: seen.current.count + 1 };
  return String(seen.current.count);
}

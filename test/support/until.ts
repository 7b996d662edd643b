/**
 * Resolves with the first truthy answer of `condition`, asked every `everyMs`; rejects with `what` (and the
 * condition's last error or answer) when there is none within `ms`.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  ms = 8000,
  everyMs = 5,
): Promise<Exclude<T, false | undefined | null | 0 | ''>> {
  const end = performance.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer as Exclude<T, false | undefined | null | 0 | ''>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${ms} ms in vain: ${what}; the last answer was ${String(last)}`, {
        cause: last,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** `until` for a condition that is worth a process or a request, so that a busy machine is not asked all the time. */
export function eventually<T>(
  what: string,
  condition: () => T | Promise<T>,
  ms = 10_000,
): ReturnType<typeof until<T>> {
  return until(what, condition, ms, 50);
}

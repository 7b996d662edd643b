// A timer that fires this late says that our own event loop was blocked: the answer may be waiting unread.
const BUSY_MS = 100;

/**
 * Settles as `work` does, but rejects with `late()` once `ms` have passed, or with the reason of `stop` when that
 * aborts; either aborts the signal that `work` was given. When this process itself was too busy to look in time,
 * the other side gets the same time once more.
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  late: () => Error,
  stop?: AbortSignal,
): Promise<T> {
  stop?.throwIfAborted();
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onStop: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    let armedAt = performance.now();
    let extended = false;
    const expire = (): void => {
      if (!extended && performance.now() - armedAt - ms > BUSY_MS) {
        extended = true;
        armedAt = performance.now();
        timer = setTimeout(expire, ms);
      } else reject(late());
    };
    timer = setTimeout(expire, ms);
    onStop = () => reject(stop?.reason);
    stop?.addEventListener('abort', onStop, { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    clearTimeout(timer);
    if (onStop) stop?.removeEventListener('abort', onStop);
  }
}

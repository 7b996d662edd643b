import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from '../http/problem-error.js';
import type { ChangeRecord, HistoryPage } from '../records.js';

/** The changes read so far, and a function that reads more. */
export interface ChangePages {
  /** `undefined` until the first page is read. */
  readonly entries: readonly ChangeRecord[] | undefined;
  readonly problem: string | undefined;
  /** Reads older changes; `undefined` if there are none. */
  readonly more: (() => void) | undefined;
}

/** Reads a history page by page. Starts again from the newest change when `version` changes. */
export function useChangePages(
  read: (before?: string) => Promise<HistoryPage>,
  version: string | null | undefined,
): ChangePages {
  const [entries, setEntries] = useState<readonly ChangeRecord[]>();
  const [problem, setProblem] = useState<string>();
  const [next, setNext] = useState<string>();
  const take = async (isCurrent: () => boolean, before?: string): Promise<void> => {
    try {
      const page = await read(before);
      if (!isCurrent()) return;
      setEntries((known = []) => (before === undefined ? page.items : [...known, ...page.items]));
      setNext(page.next);
      setProblem(undefined);
    } catch (error) {
      if (isCurrent()) setProblem(sentenceOf(error));
    }
  };
  useEffect(() => {
    let isCurrent = true;
    void take(() => isCurrent);
    return () => void (isCurrent = false);
  }, [version]);
  return { entries, problem, more: next === undefined ? undefined : () => void take(() => true, next) };
}

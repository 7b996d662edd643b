import type { HistoryEntry } from '@halyard/core';
import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from '../http/problem-error.js';
import type { HistoryPage } from '../records.js';

/** Changes that were read so far, and the way to more. */
export interface ChangePages {
  /** `undefined` until the first are read. */
  readonly entries: readonly HistoryEntry[] | undefined;
  readonly problem: string | undefined;
  /** Reads older ones; `undefined` when there are none. */
  readonly more: (() => void) | undefined;
}

/** Reads a history page by page, from the top again whenever `version` is another one. */
export function useChangePages(
  read: (before?: string) => Promise<HistoryPage>,
  version: string | null | undefined,
): ChangePages {
  const [entries, setEntries] = useState<readonly HistoryEntry[]>();
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

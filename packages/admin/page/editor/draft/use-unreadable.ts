import { useCallback, useState } from 'preact/hooks';

/** What is in controls and can't be read. */
export interface Unreadable {
  /** The first of them as a sentence; `undefined` when all can be read. */
  readonly first: string | undefined;
  /** For the controls, to say so. */
  readonly report: (control: string, sentence: string | undefined) => void;
}

/** Collects what is in controls and can't be read, so that nothing is saved without it. */
export function useUnreadable(): Unreadable {
  const [sentences, setSentences] = useState<ReadonlyMap<string, string>>(new Map());
  const report = useCallback((control: string, sentence: string | undefined): void => {
    setSentences((before) => {
      if (before.get(control) === sentence) return before;
      const after = new Map(before);
      if (sentence === undefined) after.delete(control);
      else after.set(control, sentence);
      return after;
    });
  }, []);
  const [first] = sentences.values();
  return { first, report };
}

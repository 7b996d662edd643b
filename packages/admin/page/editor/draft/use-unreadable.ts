import { useCallback, useState } from 'preact/hooks';

/** The problems of controls whose text can't be read. */
export interface Unreadable {
  /** The first problem as a sentence; `undefined` if there is none. */
  readonly first: string | undefined;
  /** Called by the controls to report a problem. */
  readonly report: (control: string, sentence: string | undefined) => void;
}

/** Collects the controls whose text can't be read. Saving waits until there are none. */
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

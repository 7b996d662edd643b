import type { EvaluationContext, Explanation, FlagDefinition } from '@halyard/core';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api.js';
import { sentenceOf } from '../../http/problem-error.js';

/** What the server says of a draft. While it is asked again the last answer stays. */
export interface Explained {
  readonly explanation?: Explanation;
  readonly problem?: string;
}

/** What the draft gives to a context and why, asked again when either changes; without a context nothing is asked. */
export function useExplanation(
  name: string,
  context: EvaluationContext | undefined,
  draft: FlagDefinition,
): Explained {
  const [explained, setExplained] = useState<Explained>({});
  useEffect(() => {
    if (context === undefined) return undefined;
    const controller = new AbortController();
    api.explain(name, context, draft, controller.signal).then(
      (explanation) => setExplained({ explanation }),
      (error: unknown) => {
        if (!controller.signal.aborted) setExplained({ problem: sentenceOf(error) });
      },
    );
    return () => controller.abort();
  }, [name, context, draft]);
  return explained;
}

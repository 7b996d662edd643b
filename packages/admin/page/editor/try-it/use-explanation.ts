import type { EvaluationContext, Explanation, FlagDefinition } from '@halyard/core';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api.js';
import { sentenceOf } from '../../http/problem-error.js';

/** The server's explanation of a draft. The last answer stays during a new request. */
export interface Explained {
  readonly explanation?: Explanation;
  readonly problem?: string;
}

/** The explanation of a draft for a context, requested again when either changes. Makes no request without a context. */
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

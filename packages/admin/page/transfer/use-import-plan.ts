import { useEffect, useState } from 'preact/hooks';
import { api, type ImportInput } from '../api.js';
import { useSettled } from '../editor/use-settled.js';
import { sentenceOf } from '../http/problem-error.js';
import type { ImportReport } from '../records.js';
import { jsonText } from './json-text.js';

/** The changes that a document would make, as the server has planned them. */
export interface ImportPlan {
  /** In JSON. */
  readonly document: string;
  readonly report: ImportReport;
  readonly tag: string;
}

/** The state of the planning. */
export interface Planning {
  readonly plan?: ImportPlan;
  /** Why there is no plan, as a sentence. */
  readonly problem?: string;
}

/**
 * Plans the import of a text after each pause in typing. Without text, and until the server has answered, there is no plan
 * and no problem. A higher `attempt` plans again.
 */
export function useImportPlan(text: string, { mode, skip }: ImportInput, attempt: number): Planning {
  const [planning, setPlanning] = useState<Planning>({});
  const settled = useSettled(text);
  useEffect(() => {
    let isCurrent = true;
    setPlanning({});
    if (settled.trim() !== '') {
      void planOf(settled, { mode, skip }).then((answer) => {
        if (isCurrent) setPlanning(answer);
      });
    }
    return () => void (isCurrent = false);
  }, [settled, mode, skip, attempt]);
  return settled === text ? planning : {};
}

/** Never rejects. */
async function planOf(text: string, input: ImportInput): Promise<Planning> {
  try {
    const document = await jsonText(text);
    return { plan: { document, ...(await api.planImport(document, input)) } };
  } catch (error) {
    // The server speaks of the body of its request.
    return { problem: sentenceOf(error).replace(/^The body\b/, 'The text') };
  }
}

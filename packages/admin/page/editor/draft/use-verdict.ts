import { useEffect, useState } from 'preact/hooks';
import type { FlagDefinition } from '@halyard/core';
import { api } from '../../api.js';
import { sentenceOf } from '../../http/problem-error.js';
import { type DefinitionProblem, readProblems } from '../model/definition-problems.js';
import { useSettled } from '../use-settled.js';
import { type DraftState, draftDefinition } from './draft-state.js';

/** The server's check of a draft. */
export interface Verdict {
  readonly draft: FlagDefinition | undefined;
  /** Empty if the draft is valid. */
  readonly problems: readonly DefinitionProblem[];
}

/** Checks a draft on the server after each pause in typing. `undefined` until the first answer. */
export function useVerdict(name: string, state: DraftState): Verdict | undefined {
  const [verdict, setVerdict] = useState<Verdict>();
  const { tab, form, text } = useSettled(state);
  useEffect(() => {
    let isCurrent = true;
    void judge(name, { ...state, tab, form, text }).then((answer) => {
      if (isCurrent) setVerdict(answer);
    });
    return () => void (isCurrent = false);
  }, [name, tab, form, text]);
  return verdict;
}

/** The server's check of a draft. A failed request counts as a problem. Never rejects. */
export async function judge(name: string, state: DraftState): Promise<Verdict> {
  const draft = draftDefinition(state);
  try {
    // Sent as text, so that the server reports the place of a JSON error.
    const { problem } = await api.validate(state.tab === 'json' ? state.text : draft, name);
    if (problem !== undefined) return { draft, problems: readProblems(problem) };
  } catch (error) {
    return { draft, problems: [{ path: '', message: `It could not be checked: ${sentenceOf(error)}` }] };
  }
  return { draft, problems: draft === undefined ? [NO_DEFINITION] : [] };
}

const NO_DEFINITION: DefinitionProblem = {
  path: '',
  message: 'this field needs a definition in JSON, such as {"rules": [{"rollout": 25}]}, not short text',
};

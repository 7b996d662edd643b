import { useEffect, useState } from 'preact/hooks';
import type { FlagDefinition } from '@halyard/core';
import { api } from '../../api.js';
import { sentenceOf } from '../../http/problem-error.js';
import { type DefinitionProblem, readProblems } from '../model/definition-problems.js';
import { useSettled } from '../use-settled.js';
import { type DraftState, draftDefinition } from './draft-state.js';

/** What the server says of a draft that was sent to it. */
export interface Verdict {
  readonly draft: FlagDefinition | undefined;
  /** None: it could be stored. */
  readonly problems: readonly DefinitionProblem[];
}

/** Asks the server whether a draft could be stored, whenever it has settled. `undefined` until there was a first answer. */
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

/** What the server says of a draft; that it can't be asked is a problem too. Never rejects. */
export async function judge(name: string, state: DraftState): Promise<Verdict> {
  const draft = draftDefinition(state);
  try {
    // As text, so that the server says where it is not JSON.
    const { problem } = await api.validate(state.tab === 'json' ? state.text : draft, name);
    if (problem !== undefined) return { draft, problems: readProblems(problem) };
  } catch (error) {
    return { draft, problems: [{ path: '', message: `It could not be checked: ${sentenceOf(error)}` }] };
  }
  return { draft, problems: draft === undefined ? [NO_DEFINITION] : [] };
}

const NO_DEFINITION: DefinitionProblem = {
  path: '',
  message: 'short text can be stored, but here goes a definition: JSON such as {"rules": [{"rollout": 25}]}',
};

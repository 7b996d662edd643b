import type { JSX } from 'preact';
import { answerInWords, reasonInWords } from '../model/answer-words.js';
import { ExplainedRules } from './explained-rules.js';
import type { Explained } from './use-explanation.js';

/** The result of a trial. */
export interface AnswerProps extends Explained {
  readonly targetingKey: string;
  /** Whether the answer is of an earlier draft, because the current one is invalid. */
  readonly isOutdated: boolean;
}

/** `user-42 gets on, because rule 2 holds: …`, with all rules collapsed below. */
export function Answer({ targetingKey, isOutdated, explanation, problem }: AnswerProps): JSX.Element {
  return (
    <>
      <div class={isOutdated ? 'answer answer-outdated' : 'answer'} role="status" aria-label="Answer">
        {isOutdated && (
          <p class="field-hint">The draft has a problem; this is the answer of the last valid one.</p>
        )}
        {problem !== undefined && <p class="field-problem">{problem}</p>}
        {explanation !== undefined && (
          <p class="answer-sentence">
            {targetingKey === '' ? 'A user without a key' : targetingKey} gets{' '}
            <strong class={explanation.answer.on ? 'answer-on' : 'answer-off'}>
              {answerInWords(explanation)}
            </strong>
            , because {reasonInWords(explanation)}.
          </p>
        )}
      </div>
      {explanation !== undefined && (
        <details class="more">
          <summary>Rule by rule</summary>
          <ExplainedRules explanation={explanation} />
        </details>
      )}
    </>
  );
}

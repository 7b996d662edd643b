import type { JSX } from 'preact';
import { answerInWords, reasonInWords } from '../model/answer-words.js';
import { ExplainedRules } from './explained-rules.js';
import type { Explained } from './use-explanation.js';

/** What came of trying a draft out. */
export interface AnswerProps extends Explained {
  readonly targetingKey: string;
  /** The draft can't be tried as it is, so what is shown is of an earlier one. */
  readonly isOutdated: boolean;
}

/** `user-42 gets on, because rule 2 holds: …`, with all the rules to unfold below. */
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

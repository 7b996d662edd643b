import type { ExplainedPart, ExplainedRule, Explanation } from '@halyard/core';
import type { JSX } from 'preact';
import { requirementWords } from '../../words/requirement-words.js';

/** The steps to an answer: the required flags, and each rule part by part. */
export function ExplainedRules({ explanation }: { readonly explanation: Explanation }): JSX.Element {
  const { requires, rules } = explanation;
  return (
    <div class="explained">
      {requires.length > 0 && (
        <ul>
          {requires.map((required, index) => (
            <li key={index}>
              <Verdict held={required.held} /> requires that {requirementWords(required)}: {required.why}
            </li>
          ))}
        </ul>
      )}
      {rules.length === 0 ? (
        <p>It has no rules.</p>
      ) : (
        <ol>
          {rules.map((rule) => (
            <li key={rule.index} class={`explained-rule explained-${rule.result.replaceAll(' ', '-')}`}>
              <span class="explained-result">{resultInWords(rule)}</span>
              <Parts parts={rule.parts} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function resultInWords({ index, name, result }: ExplainedRule): string {
  const rule = name === undefined ? `Rule ${index + 1}` : `Rule ${index + 1} (${name})`;
  return result === 'served'
    ? `${rule} holds and serves`
    : result === 'did not match'
      ? `${rule} does not hold`
      : `${rule} was not reached`;
}

function Parts({ parts }: { readonly parts: readonly ExplainedPart[] }): JSX.Element | null {
  if (parts.length === 0) return null;
  return (
    <ul>
      {parts.map(({ part, held, why, parts: inner = [], bucket }, index) => (
        <li key={index}>
          <Verdict held={held} /> {/* What is said of an attribute begins with its name. */}
          {!why.startsWith(part) && <span class="explained-part">{part}: </span>}
          {why}
          {bucket && (
            <span class="explained-bucket">
              {' '}
              (bucket {bucket.hash.toLocaleString('en')} of {bucket.slots.toLocaleString('en')})
            </span>
          )}
          <Parts parts={inner} />
        </li>
      ))}
    </ul>
  );
}

function Verdict({ held }: { readonly held: boolean }): JSX.Element {
  return (
    <span class={held ? 'verdict verdict-held' : 'verdict verdict-failed'}>
      <span aria-hidden="true">{held ? '✓' : '✗'}</span>
      <span class="visually-hidden">{held ? 'holds: ' : 'does not hold: '}</span>
    </span>
  );
}

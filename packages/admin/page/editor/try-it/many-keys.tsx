import type { EvaluationContext, Explanation, FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../../api.js';
import { sentenceOf } from '../../http/problem-error.js';
import { Button } from '../../ui/button.js';
import { Labelled } from '../../ui/labelled.js';
import { answerInWords, reasonInWords } from '../model/answer-words.js';
import { readUsers } from '../model/user-list.js';

/** A draft, and the attributes shared by all keys. */
export interface ManyKeysProps {
  readonly name: string;
  readonly draft: FlagDefinition;
  readonly context: EvaluationContext | undefined;
}

interface Row {
  readonly key: string;
  readonly gets: string;
  readonly because: string;
}

const MOST_KEYS = 50;

/** Tries several targeting keys at once, with a table of their answers. */
export function ManyKeys({ name, draft, context }: ManyKeysProps): JSX.Element {
  const [text, setText] = useState('');
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [busy, setBusy] = useState(false);
  const keys = readUsers(text);
  const tryAll = async (): Promise<void> => {
    setBusy(true);
    const asked = keys.slice(0, MOST_KEYS).map(async (key) => {
      const answer = api.explain(name, { ...context, targetingKey: key }, draft);
      return await answer.then(
        (explanation) => rowOf(key, explanation),
        (error: unknown) => ({ key, gets: '?', because: sentenceOf(error) }),
      );
    });
    setRows(await Promise.all(asked));
    setBusy(false);
  };
  return (
    <details class="more">
      <summary>Several keys at once</summary>
      <Labelled
        label="Keys to try"
        hint={`One per line, or separated by commas; up to ${MOST_KEYS}. The attributes above apply to all.`}
      >
        {(control) => (
          <textarea
            {...control}
            class="input input-code"
            rows={3}
            value={text}
            spellcheck={false}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <div class="attribute-add">
        <Button
          busy={busy}
          disabledBecause={
            keys.length === 0
              ? 'enter a key first'
              : draft === undefined
                ? 'the draft has a problem'
                : undefined
          }
          onClick={() => void tryAll()}
        >
          Try these keys
        </Button>
      </div>
      {rows.length > 0 && (
        <div class="keys" role="region" aria-label="Who gets what" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Gets</th>
                <th scope="col">Because</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, gets, because }) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{gets}</td>
                  <td>{because}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function rowOf(key: string, explanation: Explanation): Row {
  return { key, gets: answerInWords(explanation), because: reasonInWords(explanation) };
}

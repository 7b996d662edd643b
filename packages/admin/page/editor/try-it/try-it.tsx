import type { FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Button } from '../../ui/button.js';
import { Labelled } from '../../ui/labelled.js';
import { jsonObject } from '../model/codecs.js';
import { contextOf } from '../model/try-context.js';
import { useSettled } from '../use-settled.js';
import { Answer } from './answer.js';
import { AttributeRows } from './attribute-rows.js';
import { ManyKeys } from './many-keys.js';
import { useAttributes } from './use-attributes.js';
import { useExplanation } from './use-explanation.js';

/** The properties of this section. */
export interface TryItProps {
  readonly name: string;
  /** The last valid draft. */
  readonly draft: FlagDefinition;
  /** Whether the draft on the screen differs, because it is invalid. */
  readonly isOutdated: boolean;
}

/** Shows what the draft serves to a user, and why. */
export function TryIt({ name, draft, isOutdated }: TryItProps): JSX.Element {
  const [key, setKey] = useState('user-42');
  const [attributes, setAttributes] = useAttributes(draft);
  // Kept as text while the context is edited as JSON.
  const [text, setText] = useState<string>();
  const typed = useMemo(
    () => (text === undefined ? { value: contextOf(key, attributes) } : jsonObject.read(text)),
    [key, attributes, text],
  );
  const context = useSettled('value' in typed ? typed.value : undefined);
  const who = context?.['targetingKey'];
  const explained = useExplanation(name, context, draft);
  return (
    <section class="try-it stack" aria-labelledby="try-it-title">
      <h3 id="try-it-title">Try it</h3>
      {text === undefined ? (
        <>
          <Labelled label="Targeting key">
            {(control) => (
              <input
                {...control}
                class="input"
                value={key}
                autoComplete="off"
                spellcheck={false}
                onInput={(event) => setKey(event.currentTarget.value)}
              />
            )}
          </Labelled>
          <AttributeRows attributes={attributes} onAttributes={setAttributes} />
          <Button kind="quiet" onClick={() => setText(JSON.stringify(contextOf(key, attributes), null, 2))}>
            Write the context in JSON
          </Button>
        </>
      ) : (
        <>
          <Labelled label="Context in JSON" problem={'problem' in typed ? typed.problem : undefined}>
            {(control) => (
              <textarea
                {...control}
                class="input input-code"
                rows={6}
                value={text}
                spellcheck={false}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Labelled>
          <Button kind="quiet" onClick={() => setText(undefined)}>
            Back to the fields
          </Button>
        </>
      )}
      <Answer
        {...explained}
        targetingKey={typeof who === 'string' || typeof who === 'number' ? String(who) : ''}
        isOutdated={isOutdated && explained.explanation !== undefined}
      />
      <ManyKeys name={name} draft={draft} context={context} />
    </section>
  );
}

import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from '../../ui/button.js';
import { newPartId } from '../model/part-id.js';
import type { TriedAttribute } from '../model/try-context.js';

/** The properties of the attribute rows. */
export interface AttributeRowsProps {
  readonly attributes: readonly TriedAttribute[];
  readonly onAttributes: (attributes: readonly TriedAttribute[]) => void;
}

/** A row for each attribute: its name and its value. */
export function AttributeRows({ attributes, onAttributes }: AttributeRowsProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const set = (index: number, change: Partial<TriedAttribute>): void =>
    onAttributes(attributes.with(index, { ...attributes[index]!, ...change }));
  return (
    <div ref={element}>
      <ul class="attributes">
        {attributes.map(({ id, name, text }, index) => (
          <li key={id} class="attribute">
            <input
              class="input"
              aria-label={`Name of attribute ${index + 1}`}
              placeholder="attribute"
              value={name}
              autoComplete="off"
              spellcheck={false}
              onInput={(event) => set(index, { name: event.currentTarget.value })}
            />
            <input
              class="input"
              aria-label={`Value of attribute ${index + 1}`}
              placeholder="value"
              value={text}
              autoComplete="off"
              spellcheck={false}
              onInput={(event) => set(index, { text: event.currentTarget.value })}
            />
            <Button
              kind="quiet"
              label={`Remove attribute ${index + 1}`}
              onClick={() => {
                element.current?.querySelector<HTMLElement>('.attribute-add button')?.focus();
                onAttributes(attributes.toSpliced(index, 1));
              }}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <div class="attribute-add">
        <Button onClick={() => onAttributes([...attributes, { id: newPartId(), name: '', text: '' }])}>
          Add attribute
        </Button>
      </div>
    </div>
  );
}

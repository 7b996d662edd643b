import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EditButton } from '../fields/edit-button.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText, weight } from '../model/codecs.js';
import { withKey } from '../model/json-object.js';
import { splitShares, withWeight } from '../model/split-shares.js';

/** Weights by name. */
export interface SplitFieldsProps {
  readonly split: Readonly<Record<string, number>>;
  /** The variants; `undefined` if the names are the values. */
  readonly variants: readonly string[] | undefined;
  readonly problem: string | undefined;
  readonly onSplit: (split: Readonly<Record<string, number>>) => void;
}

/** The weights and their percentages. */
export function SplitFields({ split, variants, problem, onSplit }: SplitFieldsProps): JSX.Element {
  const shares = splitShares(split);
  const names = [...new Set([...(variants ?? []), ...Object.keys(split)])];
  return (
    <Part
      legend="Weights"
      problem={problem}
      hint={
        variants === undefined
          ? 'The names are the served values.'
          : 'Whole numbers. They do not have to add up to 100.'
      }
    >
      <ul class="weights">
        {names.map((name) => (
          <li key={name} class="weight">
            <TypedField
              label={`Weight of ${name}`}
              inputMode="numeric"
              value={Object.hasOwn(split, name) ? split[name]! : 0}
              codec={weight}
              onValue={(value) => onSplit(withWeight(split, name, value))}
            />
            <output class="weight-share">{shares.get(name) ?? '0 %'}</output>
            {!variants?.includes(name) && (
              <EditButton
                kind="quiet"
                label={`Remove ${name} from the split`}
                disabledBecause={names.length === 1 ? 'a split needs a value' : undefined}
                onClick={() => onSplit(withKey(split, name, undefined))}
              >
                ×
              </EditButton>
            )}
          </li>
        ))}
      </ul>
      {variants === undefined && (
        <NewShare taken={names} onName={(name) => onSplit({ ...split, [name]: 1 })} />
      )}
    </Part>
  );
}

function NewShare({
  taken,
  onName,
}: {
  readonly taken: readonly string[];
  readonly onName: (name: string) => void;
}): JSX.Element {
  const [name, setName] = useState('');
  return (
    <div class="new-share">
      <TypedField label="New value of the split" value={name} codec={anyText} onValue={setName} />
      <EditButton
        disabledBecause={taken.includes(name) ? `${JSON.stringify(name)} already exists` : undefined}
        onClick={() => {
          onName(name);
          setName('');
        }}
      >
        Add value
      </EditButton>
    </div>
  );
}

import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { TypedField } from '../fields/typed-field.js';
import { percentage } from '../model/codecs.js';

/** A share. */
export interface PercentFieldProps {
  readonly label: string;
  readonly value: number;
  readonly problem: string | undefined;
  readonly onValue: (value: number) => void;
}

/** A share of 0 to 100 percent: a field that takes decimals, and a slider. */
export function PercentField({ label, value, problem, onValue }: PercentFieldProps): JSX.Element {
  const { readOnly } = useEditing();
  return (
    <div class="percent-field">
      <TypedField
        label={label}
        inputMode="decimal"
        problem={problem}
        value={value}
        codec={percentage}
        onValue={onValue}
      />
      <input
        class="percent-slider"
        type="range"
        min={0}
        max={100}
        step={1}
        value={value}
        disabled={readOnly !== undefined}
        aria-label={`${label}, slider`}
        onInput={(event) => onValue(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

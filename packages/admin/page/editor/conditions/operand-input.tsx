import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { ChoiceField } from '../fields/choice-field.js';
import { InstantField } from '../fields/instant-field.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText, json, numbers, texts } from '../model/codecs.js';
import { momentText } from '../model/moment.js';
import { type Operator, VALUE_TYPES } from '../model/operator-inputs.js';
import { elementTypeOf } from '../model/value-type.js';
import { ListInput } from './list-input.js';
import { ValueInput } from './value-input.js';

/** The operand of an operator. */
export interface OperandInputProps {
  readonly operator: Operator;
  readonly operand: JsonValue;
  readonly onOperand: (operand: JsonValue) => void;
}

/** The input for an operator; JSON if the operand does not fit. */
export function OperandInput({ operator, operand, onOperand }: OperandInputProps): JSX.Element {
  const common = { label: 'Value', isLabelHidden: true } as const;
  switch (operator.operand) {
    case 'value':
      return (
        <ValueInput
          value={operand}
          types={['text', 'number', 'boolean', 'null', 'json']}
          onValue={onOperand}
        />
      );
    case 'number or text':
      return <ValueInput value={operand} types={['number', 'text']} onValue={onOperand} />;
    case 'list':
      if (Array.isArray(operand)) {
        return <ListInput value={operand} onValue={onOperand} />;
      }
      break;
    case 'text':
      if (typeof operand === 'string') {
        return <TypedField {...common} value={operand} codec={anyText} onValue={onOperand} />;
      }
      break;
    case 'numbers':
      if (Array.isArray(operand) && operand.every((each) => typeof each === 'number')) {
        return <TypedField {...common} value={operand} codec={numbers} onValue={onOperand} />;
      }
      break;
    case 'moment': {
      const moment = momentText(operand);
      if (moment === undefined && operand !== '') break;
      return (
        <InstantField
          {...common}
          zone="UTC"
          value={moment}
          problem={undefined}
          onValue={(instant) => onOperand(instant ?? '')}
        />
      );
    }
    case 'ranges':
      if (Array.isArray(operand) && elementTypeOf(operand) === 'text') {
        return (
          <TypedField
            {...common}
            placeholder="10.0.0.0/8, 2001:db8::/32"
            value={operand as readonly JsonValue[]}
            codec={texts}
            onValue={onOperand}
          />
        );
      }
      break;
    case 'yes or no':
      return (
        <ChoiceField
          {...common}
          value={asText(operand)}
          choices={[
            { value: 'true', text: 'yes' },
            { value: 'false', text: 'no' },
          ]}
          onChoose={(chosen) => onOperand(chosen === 'true')}
        />
      );
    case 'type':
      return (
        <ChoiceField
          {...common}
          value={asText(operand)}
          choices={VALUE_TYPES.map((value) => ({ value, text: value }))}
          onChoose={onOperand}
        />
      );
    case 'json':
  }
  return <TypedField {...common} isCode value={operand} codec={json} onValue={onOperand} />;
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import type { JSX } from 'preact';
import { ChoiceField } from '../fields/choice-field.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText } from '../model/codecs.js';
import type { TestNode } from '../model/condition-node.js';
import { operandFor, operator, OPERATORS } from '../model/operator-inputs.js';
import { OperandInput } from './operand-input.js';

/** The properties of an attribute test. */
export interface TestRowProps {
  readonly node: TestNode;
  readonly onNode: (node: TestNode) => void;
}

const CHOICES = OPERATORS.map(({ key, words, group }) => ({ value: key, text: words, group }));

/** Attributes that many contexts have. */
const COMMON = ['targetingKey', 'plan', 'country', 'email', 'companyId'];

/** A test of one attribute: its name, an operator and an operand. */
export function TestRow({ node, onNode }: TestRowProps): JSX.Element {
  const current = operator(node.operator)!;
  return (
    <div class="test-row">
      <TypedField
        label="Attribute"
        isLabelHidden
        placeholder="attribute, such as plan"
        suggestions={COMMON}
        value={node.attribute}
        codec={anyText}
        onValue={(attribute) => onNode({ ...node, attribute })}
      />
      <ChoiceField
        label="Operator"
        isLabelHidden
        value={node.operator}
        choices={CHOICES}
        hint={current.hint}
        onChoose={(key) =>
          onNode({ ...node, operator: key, operand: operandFor(operator(key)!, node.operand) })
        }
      />
      <div class="test-operand">
        <OperandInput
          key={node.operator}
          operator={current}
          operand={node.operand}
          onOperand={(operand) => onNode({ ...node, operand })}
        />
      </div>
    </div>
  );
}

import { flagJsonSchema, OPERATOR_NAMES } from '@halyard/core/store';
import { expect } from 'chai';
import {
  operandFor,
  OPERATORS,
  operator,
  VALUE_TYPES,
} from '../../../../packages/admin/page/editor/model/operator-inputs.js';

interface Operators {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

const { $defs } = flagJsonSchema() as unknown as { readonly $defs: { readonly operators: Operators } };
const known = $defs.operators.properties;

describe('the operators of the form', () => {
  it('are those that a definition can have', () => {
    const offered = OPERATORS.map(({ key }) => key).filter((key) => key !== '');
    expect(offered).to.have.members(OPERATOR_NAMES);
    expect(offered).to.have.members(Object.keys(known));
  });

  it('ask for the types that a definition can ask for', () => {
    expect(VALUE_TYPES).to.have.members(known['$type']!.enum!);
  });

  it('each have words of their own', () => {
    expect(new Set(OPERATORS.map(({ words }) => words))).to.have.lengthOf(OPERATORS.length);
  });

  it('keep a fitting operand when another operator is chosen', () => {
    expect(operandFor(operator('$in')!, 'pro')).to.deep.equal(['pro']);
    expect(operandFor(operator('')!, ['pro', 'free'])).to.equal('pro');
    expect(operandFor(operator('$gte')!, '18')).to.equal('18');
    expect(operandFor(operator('$mod')!, 'pro')).to.deep.equal([2, 0]);
    expect(operandFor(operator('$inCidr')!, '10.0.0.1')).to.deep.equal(['10.0.0.1']);
    expect(operandFor(operator('$after')!, '2026-12-01T00:00:00Z')).to.equal('2026-12-01T00:00:00Z');
    expect(operandFor(operator('$after')!, 'pro')).to.equal('');
  });
});

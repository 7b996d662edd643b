import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { object, optional, required } from '../../../packages/core/src/flag/schema/object.js';
import { json, number, oneOf, string } from '../../../packages/core/src/flag/schema/scalars.js';
import type { Schema } from '../../../packages/core/src/flag/schema/schema.js';

interface Lamp {
  readonly colour: 'red' | 'green';
  readonly watts?: number;
}

const colour = required(oneOf('red', 'green'), 'The colour.');
const watts = optional(number(), 'The power.');

// The compiler is the test: every line below an expectation must fail to compile.
export const lamp: Schema<Lamp> = object<Lamp>({ colour, watts });
// @ts-expect-error a key is missing from the schema
export const missing: Schema<Lamp> = object<Lamp>({ colour });
// @ts-expect-error a key is not in the interface
export const unknown: Schema<Lamp> = object<Lamp>({ colour, watts, volts: watts });
// @ts-expect-error what must be there is optional
export const lax: Schema<Lamp> = object<Lamp>({ colour: optional(oneOf('red', 'green'), ''), watts });
// @ts-expect-error what may be absent is required
export const strict: Schema<Lamp> = object<Lamp>({ colour, watts: required(number(), '') });
// @ts-expect-error the schema takes more than the interface
export const wider: Schema<Lamp> = object<Lamp>({ colour: required(string, ''), watts });
// @ts-expect-error the schema takes less than the interface
export const narrower: Schema<Lamp> = object<Lamp>({ colour: required(oneOf('red'), ''), watts });
// @ts-expect-error the schema of anything is not the schema of a definition
export const anything: Schema<FlagDefinition> = json;

describe('the schema of a definition', () => {
  it('takes what the interface says, or does not compile', () => {
    expect(lamp.check({ colour: 'red', watts: 5 })).to.equal(undefined);
    expect(lamp.check({ watts: '5' })).to.deep.equal([
      { path: ['watts'], message: 'must be a number, received "5"' },
      { path: ['colour'], message: 'required' },
    ]);
  });
});

import type { Condition } from '@halyard/core';
import { ALWAYS, all, any } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { audienceCondition } from './audience.js';
import { timeWindowCondition } from './time-window.js';

/** The contexts and times for which the filters of a flag enable it. Throws {@link UntranslatableError}. */
export function filtersCondition(path: string, flag: string, conditions: JsonObject): Condition {
  const filters = listOf(conditions['client_filters']).map(objectOf);
  const { requirement_type: requirement = 'Any' } = conditions;
  if (requirement !== 'Any' && requirement !== 'All') {
    throw new UntranslatableError(`${path}.requirement_type`, 'must be Any or All');
  }
  if (filters.length === 0) return ALWAYS;
  const each = filters.map((filter, i) => filterCondition(`${path}.client_filters[${i}]`, flag, filter));
  return requirement === 'All' ? all(each) : any(each);
}

function filterCondition(path: string, flag: string, filter: JsonObject): Condition {
  const name = textOf(filter['name']) ?? '';
  const parameters = objectOf(filter['parameters']);
  if (name === 'Microsoft.Targeting') return audienceCondition(`${path}.parameters`, flag, parameters);
  if (name === 'Microsoft.TimeWindow') return timeWindowCondition(`${path}.parameters`, parameters);
  throw new UntranslatableError(path, `the filter ${JSON.stringify(name)} ${problemOf(name)}`);
}

function problemOf(name: string): string {
  return /^(?:Microsoft\.)?Percentage(?:Filter)?$/.test(name)
    ? 'draws at random each time, and not every library of Microsoft has it: write a rule with "sticky": false'
    : 'is code of the app: write a rule for it by hand';
}

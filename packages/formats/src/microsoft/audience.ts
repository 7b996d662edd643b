import type { Condition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { inPercentile } from './percentile.js';

/** The contexts in the audience of the filter `Microsoft.Targeting`. */
export function audienceCondition(path: string, flag: string, parameters: JsonObject): Condition {
  if (!isObject(parameters['Audience'])) throw new UntranslatableError(path, 'must have an Audience');
  const where = `${path}.Audience`;
  const audience = objectOf(parameters['Audience']);
  const { Users: noUsers, Groups: noGroups } = objectOf(audience['Exclusion']);
  const groups = listOf(audience['Groups']).map((group, i) =>
    groupCondition(`${where}.Groups[${i}]`, flag, objectOf(group)),
  );
  return all([
    not(any([isUser(noUsers), isInGroup(textsOf(noGroups))])),
    any([isUser(audience['Users']), ...groups, share(where, flag, audience['DefaultRolloutPercentage'])]),
  ]);
}

function groupCondition(path: string, flag: string, group: JsonObject): Condition {
  const name = textOf(group['Name']);
  if (name === undefined) throw new UntranslatableError(path, 'must have a Name');
  return all([isInGroup([name]), share(path, `${flag}\n${name}`, group['RolloutPercentage'])]);
}

function isUser(users: JsonValue | undefined): Condition {
  const names = textsOf(users);
  return names.length === 0 ? NEVER : { targetingKey: { $in: names } };
}

function isInGroup(groups: readonly string[]): Condition {
  return groups.length === 0 ? NEVER : { groups: { $in: groups } };
}

/** No one is in a share that is not given. */
function share(path: string, hint: string, percent: JsonValue | undefined): Condition {
  return percent === undefined || percent === null ? NEVER : inPercentile(path, hint, [0, percent]);
}

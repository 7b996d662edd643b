import type { EvaluationContext } from '@halyard/core';
import { isObject, readJson } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/**
 * The context of arguments such as `plan=pro account.seats=5`, added to a context in JSON. A value is read as JSON if it
 * is JSON, else as text. A dotted name sets a key of a nested object. Fails for an argument without `=`.
 */
export function contextFrom(json: string | undefined, pairs: readonly string[]): EvaluationContext {
  let context = json === undefined ? {} : objectFrom(json);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) {
      throw new CommandError(
        EXIT.usage,
        `an attribute must have the form name=value, such as plan=pro, received "${pair}"`,
      );
    }
    context = withAttribute(context, pair.slice(0, equals).split('.'), valueOf(pair.slice(equals + 1)));
  }
  return context;
}

function objectFrom(json: string): Readonly<Record<string, unknown>> {
  const read = readJson(json);
  if ('value' in read && isObject(read.value)) return read.value;
  const why = 'problem' in read ? read.problem : 'it is not an object';
  throw new CommandError(EXIT.usage, `--context must be a JSON object, such as '{"plan":"pro"}': ${why}`);
}

function valueOf(text: string): unknown {
  const json = readJson(text);
  return 'value' in json ? json.value : text;
}

function withAttribute(
  object: Readonly<Record<string, unknown>>,
  [key, ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const entries = new Map(Object.entries(object));
  const inner = entries.get(key!);
  entries.set(key!, rest.length === 0 ? value : withAttribute(isObject(inner) ? inner : {}, rest, value));
  return Object.fromEntries(entries);
}

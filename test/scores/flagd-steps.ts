import type { Pickle, PickleStep } from '@cucumber/messages';
import type { JsonValue } from '@halyard/core';
import type { Imported } from './imported.js';

interface World {
  readonly context: Record<string, JsonValue>;
  flag: string;
  fallback: JsonValue;
  type: string;
  readonly failsToParse: boolean;
}

/** What does not hold in a scenario; `undefined` if all of it does. */
export function scenarioFailure({ steps }: Pickle, imported: Imported): string | undefined {
  const failsToParse = steps.some(({ text }) => text.includes('PARSE_ERROR'));
  const world: World = { context: {}, flag: '', fallback: null, type: '', failsToParse };
  for (const step of steps) {
    const { pattern, act } = STEPS.find((each) => each.pattern.test(step.text)) ?? {};
    if (act === undefined) return `the step is unknown: ${step.text}`;
    const failure = act(pattern!.exec(step.text)!.slice(1), { world, imported, step });
    if (failure !== undefined) return failure;
  }
  return undefined;
}

interface Situation {
  readonly world: World;
  readonly imported: Imported;
  readonly step: PickleStep;
}

interface Step {
  readonly pattern: RegExp;
  readonly act: (words: readonly string[], situation: Situation) => string | undefined;
}

const STEPS: readonly Step[] = [
  {
    pattern: /^an evaluator$|^a stable flagd provider$|^an option |^the flag was evaluated|^the reason /,
    act: () => undefined,
  },
  {
    pattern: /^an? (\w+)-flag with key "(.*?)" and a (?:fallback|default) value "(.*)"$/,
    act([type, flag, fallback], { world }) {
      world.type = type!;
      world.flag = flag!;
      world.fallback = valueOf(type!, fallback!);
      return undefined;
    },
  },
  {
    pattern: /^a context containing a targeting key with value "(.*)"$/,
    act([key], { world }) {
      world.context['targetingKey'] = key!;
      return undefined;
    },
  },
  {
    pattern: /^a context containing a key "(.*?)", with type "(.*?)" and with value "(.*)"$/,
    act([name, type, value], { world }) {
      world.context[name!] = valueOf(type!, value!);
      return undefined;
    },
  },
  {
    pattern:
      /^a context containing a nested property with outer key "(.*?)" and inner key "(.*?)", with value "(.*)"$/,
    act([outer, inner, value], { world }) {
      world.context[outer!] = { [inner!]: value! };
      return undefined;
    },
  },
  {
    pattern: /^the resolved details value should be "(.*)"$/,
    act([value], { world: { flag, context, fallback, type, failsToParse }, imported }) {
      const failure = imported.failure(flag, context, { value: valueOf(type, value!), fallback });
      // The step for the error says more about a flag that flagd can't parse.
      return failsToParse && failure?.startsWith('refused') === true ? undefined : failure;
    },
  },
  {
    pattern: /^the error-code should be "(.*)"$/,
    act([code], { world: { flag, context, fallback }, imported }) {
      const refusal = imported.failure(flag, context, {});
      // A flag that flagd can't parse is not imported.
      if (code === 'PARSE_ERROR' && refusal !== undefined) return undefined;
      const { errorCode } = imported.flags.getDetails(flag, fallback, context);
      return (errorCode ?? '') === code ? undefined : `the error ${String(errorCode)} instead of ${code}`;
    },
  },
  {
    pattern: /^the resolved metadata (?:should contain|is empty)$/,
    act(_, { world: { flag, context }, imported, step }) {
      const wanted = Object.fromEntries(
        (step.argument?.dataTable?.rows ?? [])
          .slice(1)
          .map(({ cells: [key, type, value] }) => [key!.value, valueOf(type!.value, value!.value)]),
      );
      const { metadata = {} } = imported.flags.evaluate(flag, context);
      const [own, theirs] = [sorted(metadata), sorted(wanted)];
      return own === theirs ? undefined : `the metadata ${own} instead of ${theirs}`;
    },
  },
];

function sorted(metadata: object): string {
  return JSON.stringify(Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function valueOf(type: string, text: string): JsonValue {
  switch (type) {
    case 'Boolean':
      return text === 'true';
    case 'Integer':
    case 'Float':
      return Number(text);
    case 'Object':
      return JSON.parse(text.replaceAll('\\"', '"')) as JsonValue;
    default:
      return text;
  }
}

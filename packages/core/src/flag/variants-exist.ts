import { show } from '../base/options.js';
import { didYouMean } from '../base/suggest.js';
import type { FlagDefinition, JsonValue, Rule } from './definition.js';
import type { Constraint } from './schema/combine.js';
import { collect, isEnough, problem, type Problem, type Problems } from './schema/problem.js';
import { implies } from './schema/schema.js';

type Variants = NonNullable<FlagDefinition['variants']>;

/** `default` and whatever the rules serve are names of variants, when there are variants. */
export const variantsExist: Constraint<FlagDefinition> = {
  check(definition) {
    const { variants, rules = [] } = definition;
    if (variants === undefined) return undefined;
    const fallback = Object.hasOwn(definition, 'default')
      ? unknownVariant(definition.default!, variants)
      : problem('required with "variants"');
    let found = collect(undefined, 'default', fallback);
    for (let i = 0; i < rules.length && !isEnough(found); i++) {
      const inRule = ruleVariants(rules[i]!, variants);
      if (inRule !== undefined) found = collect(found, 'rules', collect(undefined, i, inRule));
    }
    return found;
  },
  jsonSchema: implies(
    { required: ['variants'] },
    {
      required: ['default'],
      properties: {
        default: { type: 'string' },
        rules: {
          items: {
            properties: { serve: { type: 'string' } },
            anyOf: [{ required: ['serve'] }, { required: ['split'] }],
          },
        },
      },
    },
  ),
};

function ruleVariants(rule: Rule, variants: Variants): Problems | undefined {
  if (rule.split === undefined) {
    if (!Object.hasOwn(rule, 'serve')) return problem('with "variants" a rule needs "serve" or "split"');
    return collect(undefined, 'serve', unknownVariant(rule.serve!, variants));
  }
  let found: Problem[] | undefined;
  for (const name of Object.keys(rule.split)) {
    if (isEnough(found)) break;
    found = collect(found, name, unknownVariant(name, variants));
  }
  return collect(undefined, 'split', found);
}

function unknownVariant(name: JsonValue, variants: Variants): Problems | undefined {
  if (typeof name === 'string' && Object.hasOwn(variants, name)) return undefined;
  const known = Object.keys(variants);
  const hint = typeof name === 'string' ? didYouMean(name, known) : '';
  const list = known.length > 10 ? '' : `; known: ${known.map((each) => show(each)).join(', ')}`;
  return problem(`must be the name of a variant, received ${show(name)}${hint || list}`);
}

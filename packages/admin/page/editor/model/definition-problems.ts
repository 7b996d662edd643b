import type { FlagDefinition } from '@halyard/core';

/** Something wrong in a definition: where, as the server spells the path (empty: nowhere in particular), and what. */
export interface DefinitionProblem {
  readonly path: string;
  readonly message: string;
}

const FLAG = /^flag "(?:[^"\\]|\\.)*"…?: /;
const KEYS = {
  enabled: 0,
  default: 0,
  variants: 0,
  rules: 0,
  requires: 0,
  kind: 0,
  description: 0,
  owner: 0,
  tags: 0,
  expires: 0,
  permanent: 0,
  metadata: 0,
} satisfies Record<keyof FlagDefinition, 0>;
const PATH = String.raw`(?:${Object.keys(KEYS).join('|')})(?:\.[\w$-]+|\[\d+\]|\["(?:[^"\\]|\\.)*"\])*`;
const NEXT = new RegExp(`; (?=${PATH}: )`);
const PLACED = new RegExp(`^(${PATH}): (.*)$`, 's');

/** The problems of the server's sentence, `flag "x": rules[0].rollout: must be …; default: …`. */
export function readProblems(sentence: string): DefinitionProblem[] {
  return sentence
    .replace(FLAG, '')
    .split(NEXT)
    .map((each) => {
      const [, path = '', message = each] = PLACED.exec(each) ?? [];
      return { path, message };
    });
}

const CONTROL =
  /^(?:rules\[\d+\](?:\.(?:(?:rollout|schedule)\.\w+|requires\[\d+\]|\w+))?|requires\[\d+\]|\w+)/;

/** The control of the form that a path belongs to: `rules[1].when` for all inside that condition. */
export function controlOf(path: string): string {
  return CONTROL.exec(path)?.[0] ?? '';
}

/** The sentences about a control, and for a part of a rule about what is inside it; `undefined` when there are none. */
export function problemAt(problems: readonly DefinitionProblem[], control: string): string | undefined {
  const found = problems.filter(({ path }) => controlOf(path) === control);
  return found.length === 0
    ? undefined
    : found.map(({ path, message }) => placed(path, control, message)).join('; ');
}

function placed(path: string, control: string, message: string): string {
  const rest = path.slice(control.length).replace(/^\./, '');
  return rest === '' ? message : `${rest}: ${message}`;
}

/** The problems as a sentence for the form, where rules are counted from 1. */
export function problemsInWords(problems: readonly DefinitionProblem[]): string {
  const places = problems.map(({ path, message }) => {
    const place = path
      .replace(/^rules\[(\d+)\]\.?/, (_, index: string) => `rule ${Number(index) + 1} `)
      .trim();
    return place === '' ? message : `${place}: ${message}`;
  });
  return places.join('; ');
}

/** The problems as a sentence for the JSON, with its paths. */
export function problemsWithPaths(problems: readonly DefinitionProblem[]): string {
  return problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
}

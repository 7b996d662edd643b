import type { FlagDefinition } from '@halyard/core';

/** A problem of a definition: its path as spelt by the server, and a message. The path is empty for a general problem. */
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

/** Reads the problems from the server's sentence, `flag "x": rules[0].rollout: must be …; default: …`. */
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

/** The control of the form for a path: `rules[1].when` for everything inside that condition. */
export function controlOf(path: string): string {
  return CONTROL.exec(path)?.[0] ?? '';
}

/** The problems of a control and of everything inside it; `undefined` if there are none. */
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

/** The problems as a sentence for the JSON editor, with their paths. */
export function problemsWithPaths(problems: readonly DefinitionProblem[]): string {
  return problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
}

import { type Block } from './markdown.js';

/** A command that a page has the reader type, and what it then shows. */
export interface Step {
  readonly line: number;
  readonly words: readonly string[];
  readonly output: string;
}

/** The commands of the console blocks of a page, in their order. */
export function stepsIn(blocks: readonly Block[]): Step[] {
  return blocks.filter(({ language }) => language === 'console').flatMap(stepsOf);
}

function stepsOf({ code, line: fence }: Block): Step[] {
  const steps: Step[] = [];
  for (const [index, text] of code.split('\n').entries()) {
    if (text.startsWith('$ '))
      steps.push({ line: fence + index + 1, words: wordsOf(text.slice(2)), output: '' });
    else {
      const last = steps.pop()!;
      steps.push({ ...last, output: `${last.output}${text}\n` });
    }
  }
  return steps;
}

/** The words of a command line, as a shell takes them apart; without a comment at its end. */
export function wordsOf(command: string): string[] {
  const words = command.replace(/\s#.*$/, '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...words].map(([, single, double, bare]) => single ?? double ?? bare!);
}

import { type HttpExchange, readExchange } from './http-exchange.js';
import type { Block, Document } from './markdown.js';

/**
 * A `ts` or `js` block as a program of its own. The info string says more:
 *
 * - `continued` joins it to the blocks above it, back to the first that is not continued;
 * - `run` has it executed, and it must end by itself with exit code 0;
 * - `run get="/path 404"` has it executed as a server on any port, asked, and ended; so do the `http` blocks between it
 *   and the next program, each a request and its answer;
 * - `browser="/path 503"` has a page of another origin in a real browser ask it, with a preflight;
 * - `expect="text"` must be in what it prints;
 * - `env="NAME=value"` is in its environment, and `redis` puts the URL of an empty Redis there as `REDIS_URL`.
 *
 * A `yaml` block with `file="flags.yaml"` is a file in the working directory of the programs of its page.
 *
 * A comment `<!-- given`, more lines, `-->` right before a block adds lines that the reader need not see.
 */
export interface ExampleProgram {
  readonly title: string;
  /** A file name that no other program has. */
  readonly file: string;
  /** As many lines as the page, so that the compiler's line numbers are the page's. */
  readonly code: string;
  readonly run: boolean;
  readonly requests: readonly ExampleRequest[];
  readonly browserRequests: readonly ExampleRequest[];
  readonly exchanges: readonly HttpExchange[];
  readonly output: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly redis: boolean;
  /** The files of its page, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** A path, and the status of its answer. */
export interface ExampleRequest {
  readonly path: string;
  readonly status: number;
}

const WORDS = ['continued', 'run', 'redis', 'get', 'browser', 'expect', 'env'];

/** The programs of a page, each with the `http` blocks that follow it. */
export function examplePrograms(page: Document): ExampleProgram[] {
  const programs: ExampleProgram[] = [];
  let chapter: Block[] = [];
  let exchanges: HttpExchange[] | undefined;
  for (const block of page.blocks) {
    const title = `${page.path} line ${block.line}`;
    if (block.language === 'http') {
      if (exchanges === undefined)
        throw new Error(`${title}: the program above it must have "run", to answer`);
      exchanges.push(readExchange(title, block));
    }
    if (block.language !== 'ts' && block.language !== 'js') continue;
    assertKnown(title, block);
    chapter = block.words.includes('continued') ? [...chapter, block] : [block];
    exchanges = block.words.includes('run') ? [] : undefined;
    programs.push(program(page, title, chapter, exchanges));
  }
  return programs;
}

/** The program of the last of these blocks, which continues the others. */
function program(
  page: Document,
  title: string,
  chapter: readonly Block[],
  exchanges: readonly HttpExchange[] = [],
): ExampleProgram {
  const block = chapter.at(-1)!;
  const code = onlyLinesOf(page, chapter);
  return {
    title,
    file: `${page.path.replaceAll(/[/.]/g, '-')}-${block.line}.${extension(block, code)}`,
    code,
    run: block.words.includes('run'),
    requests: requests(block.texts.get('get')),
    browserRequests: requests(block.texts.get('browser')),
    exchanges,
    output: block.texts.get('expect') ?? [],
    env: Object.fromEntries(pairs(block.texts.get('env'), '=')),
    redis: block.words.includes('redis'),
    files: filesIn(page),
  };
}

/** The files that the blocks of a page show, by name. */
export function filesIn({ blocks }: Document): Map<string, string> {
  return new Map(
    blocks.flatMap(({ texts, code }) =>
      (texts.get('file') ?? []).map((name) => [name, `${code}\n`] as const),
    ),
  );
}

function assertKnown(title: string, { words, texts }: Block): void {
  const unknown = [...words, ...texts.keys()].find((word) => !WORDS.includes(word));
  if (unknown !== undefined) {
    throw new Error(`${title}: "${unknown}" after the language is unknown; known: ${WORDS.join(', ')}`);
  }
  if (!words.includes('run') && (texts.size > 0 || words.includes('redis'))) {
    throw new Error(`${title}: without "run" nothing else but "continued" has a meaning`);
  }
}

function requests(texts: readonly string[] | undefined): ExampleRequest[] {
  return pairs(texts, ' ').map(([path, status]) => ({ path, status: Number(status) }));
}

/** `a=1` as `['a', '1']`. */
function pairs(texts: readonly string[] = [], separator: string): [string, string][] {
  return texts.map((text) => {
    const at = text.indexOf(separator);
    return [text.slice(0, at), text.slice(at + 1)];
  });
}

function onlyLinesOf(page: Document, blocks: readonly Block[]): string {
  const kept = blocks.flatMap(({ range, given }) => (given === undefined ? [range] : [given, range]));
  return page.lines
    .map((line, index) => (kept.some(([start, end]) => start <= index && index < end) ? line : ''))
    .join('\n');
}

function extension({ language }: Block, code: string): string {
  if (language === 'ts') return 'ts';
  return /\brequire\(/.test(code) ? 'cjs' : 'mjs';
}

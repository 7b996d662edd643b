import { expect } from 'chai';
import type { Block } from './markdown.js';

/**
 * What an `http` block shows: a request, an empty line, and the answer of the program above it. The answer has every
 * header but those of {@link EVERYWHERE}, in any order.
 */
export interface HttpExchange {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: string;
  readonly answer: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers of every answer, which no page needs to show. */
const EVERYWHERE: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive', 'x-powered-by']);

/** Reads a block. Throws where it does not show a request and an answer. */
export function readExchange(title: string, { code }: Pick<Block, 'code'>): HttpExchange {
  const [request = '', answer = '', ...rest] = code.split('\n\n');
  const [requestLine = '', ...requestHeaders] = request.split('\n');
  const [statusLine = '', ...answerHeaders] = answer.split('\n');
  const asked = /^([A-Z]+) (\/\S*) HTTP\/1\.1$/.exec(requestLine);
  const answered = /^HTTP\/1\.1 (\d{3} .+)$/.exec(statusLine);
  if (asked === null || answered === null) {
    throw new Error(`${title}: an http block has a request, an empty line, and its answer`);
  }
  return {
    title,
    method: asked[1]!,
    path: asked[2]!,
    headers: headersIn(title, requestHeaders),
    status: answered[1]!,
    answer: headersIn(title, answerHeaders),
    body: rest.join('\n\n'),
  };
}

/** Sends the request to the server at `origin`, and rejects unless the answer is the one that the page shows. */
export async function checkExchange(origin: string, exchange: HttpExchange): Promise<void> {
  const { title, method, path, headers } = exchange;
  const response = await fetch(origin + path, { method, headers, redirect: 'manual' });
  expect(`${response.status} ${response.statusText}`, title).to.equal(exchange.status);
  const shown = [...response.headers].filter(([name]) => !EVERYWHERE.has(name));
  expect(Object.fromEntries(shown), title).to.deep.equal(exchange.answer);
  // A code block can't show whether a text ends its last line.
  expect((await response.text()).replace(/\n$/, ''), title).to.equal(exchange.body);
}

function headersIn(title: string, lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+): (.+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`${title}: "${line}" is not a header`);
      return [name.toLowerCase(), value!];
    }),
  );
}

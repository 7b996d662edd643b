/** The headers of an answer that is about to be sent. */
export interface AnswerHeaders {
  /** The names of the headers, in any case. */
  names(): readonly string[];
  /** Sets a header, in place of those of this name. */
  set(name: string, value: string): void;
  /** Adds a header to those of this name. */
  append(name: string, value: string): void;
  /** Removes the headers of this name. */
  remove(name: string): void;
}

/** The headers of a response of `node:http` or `node:http2`. */
export function headersOfNode(response: {
  getHeaderNames(): string[];
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string): unknown;
  removeHeader(name: string): unknown;
}): AnswerHeaders {
  return {
    names: () => response.getHeaderNames(),
    set: (name, value) => void response.setHeader(name, value),
    append: (name, value) => void response.appendHeader(name, value),
    remove: (name) => void response.removeHeader(name),
  };
}

/** An answer with changed headers: the same one, or a copy where its own can't be changed, as those of `fetch()`. */
export function withHeaders(answer: Response, change: (headers: AnswerHeaders) => void): Response {
  try {
    change(headersOf(answer));
    return answer;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(answer.body, answer);
    change(headersOf(copy));
    return copy;
  }
}

function headersOf({ headers }: Response): AnswerHeaders {
  return {
    names: () => [...headers.keys()],
    set: (name, value) => headers.set(name, value),
    append: (name, value) => headers.append(name, value),
    remove: (name) => headers.delete(name),
  };
}

/** Keeps an answer out of all caches, those of content delivery networks included. */
export function keepFromCaches(headers: AnswerHeaders): void {
  for (const name of headers.names()) if (letsCachesKeep(name)) headers.remove(name);
  headers.set('Cache-Control', 'private, no-store');
}

// The targeted fields of RFC 9213 precede Cache-Control.
function letsCachesKeep(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'expires' || lower === 'surrogate-control' || lower.endsWith('cdn-cache-control');
}

import type { AnswerHeaders } from './answer-headers.js';
import type { GateNext, GatePort } from './gate-port.js';

/** A framework, as {@link runMount} and {@link sendPreview} use it. One object serves all requests. */
export interface MountPort<Request extends object, Response, Next extends GateNext> extends Pick<
  GatePort<Request, Response, Next, never>,
  'framework' | 'recognizes' | 'setFlags' | 'fail'
> {
  /** A header of the request, by its name in lower case. Of several, one of them or all in one text. */
  header(request: Request, name: string): string | undefined;
  /**
   * Goes on, and calls `change` with the headers of the answer just before they are sent, whatever answers. Returns what
   * the framework's middleware has to return.
   */
  goOn(request: Request, response: Response, next: Next, change: (headers: AnswerHeaders) => void): unknown;
}

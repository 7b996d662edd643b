import type { Context } from 'koa';

/**
 * Lets middleware around the gate replace the closed answer, as an app does that has a 404 page of its own: the next
 * body that is assigned gets its own type and length. Koa keeps a type that is set already.
 */
export function replaceableBody({ response }: Context): void {
  const body: unknown = response.body;
  Object.defineProperty(response, 'body', {
    configurable: true,
    get: () => body,
    set(replacement: unknown) {
      delete (response as { body?: unknown }).body;
      response.remove('Content-Type');
      response.remove('Content-Length');
      response.body = replacement;
    },
  });
}

import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * An app as a handler that leaves the request as it found it: an Express app puts its own settings under `req` and
 * `res`, which only `app.use` undoes when the app calls `next`. Other handlers stay as they are.
 */
export function keepingApp(handler: RequestHandler): RequestHandler {
  if (!('handle' in handler && 'set' in handler)) return handler;
  return (request: Request, response: Response, next: NextFunction) => {
    const before = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
    return handler(request, response, (error?: unknown) => {
      Object.setPrototypeOf(request, before[0]);
      Object.setPrototypeOf(response, before[1]);
      next(error);
    });
  };
}

import { jsonAnswer } from '../http/json-answer.js';
import { type Route, route } from '../http/route.js';
import { openApiDocument } from '../openapi/document.js';

/** Serves the OpenAPI document of these routes and of itself. */
export function openApiRoute(routes: readonly Route[]): Route {
  const own: Route = route({
    method: 'GET',
    path: '/openapi.json',
    permission: 'read',
    forLimited: true,
    id: 'readOpenApi',
    summary: 'This document.',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: { type: 'object' } } },
    handle: ({ base }) => jsonAnswer(openApiDocument([...routes, own], base)),
  });
  return own;
}

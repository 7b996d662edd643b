import { Problem } from '../http/problem.js';
import { type Route, route } from '../http/route.js';
import { assetAnswer, pageAnswer } from '../page/page-answer.js';

/** The web page and its files. Every caller may load them: they contain no data. */
export function pageRoutes(): Route[] {
  return [page(), asset()];
}

function page(): Route {
  return {
    ...route({
      method: 'GET',
      path: '/',
      permission: 'none',
      id: 'openPage',
      summary: 'The web page.',
      answers: {},
      handle: ({ request }) => pageAnswer(request),
    }),
    // The page ignores its query: a link or a sign-in may have added parameters.
    async answer({ request, url }) {
      return url.pathname.endsWith('/') ? pageAnswer(request) : withSlash(url);
    },
  };
}

function asset(): Route {
  return route({
    method: 'GET',
    path: '/assets/{file}',
    permission: 'none',
    id: 'loadAsset',
    summary: 'A file of the web page.',
    answers: {},
    handle({ path }) {
      const found = assetAnswer(path['file']!);
      if (found === undefined)
        throw new Problem(404, 'NOT_FOUND', 'the page has no such file: reload the page');
      return found;
    },
  });
}

// Relative, so that it works behind a proxy that removes a part of the path.
function withSlash({ pathname, search }: URL): Response {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  return new Response(null, { status: 302, headers: { Location: `./${last}/${search}` } });
}

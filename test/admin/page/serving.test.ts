import { makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const LINKED = /(?:src|href)="(assets\/[^"]+)"/g;

/** The answer of the administration, mounted under `basePath`, to an unknown caller. */
async function answerOf(
  target: string,
  basePath = '/tools/flags',
  init: RequestInit = {},
): Promise<Response> {
  const flags = await FeatureFlags.open(new MemoryBackend({ secret_plan: 'on' }));
  const admin = makeAdmin(flags, { authorize: () => undefined, basePath });
  const answer = await admin.fetch(new Request(`http://halyard.test${target}`, init));
  admin.close();
  return answer;
}

async function files(): Promise<string[]> {
  const html = await (await answerOf('/tools/flags/')).text();
  return [...html.matchAll(LINKED)].map(([, path]) => path!);
}

describe('the files of the page', () => {
  it('are served to every caller, and contain no data', async () => {
    const answer = await answerOf('/tools/flags/');
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(await answer.text())
      .to.match(/^<!doctype html>/)
      .and.not.include('secret_plan');
    expect((await answerOf('/tools/flags/api/v1/flags')).status).to.equal(401);
  });

  it('are found beside the page, wherever that is mounted', async () => {
    const paths = await files();
    expect(paths).to.have.length(2);
    for (const path of paths) {
      const answer = await answerOf(`/tools/flags/${path}`);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers.get('content-type')).to.match(/^text\/(?:css|javascript); charset=utf-8$/);
      expect((await answer.text()).length).to.be.greaterThan(1000);
    }
  });

  it('change their name with their content, and are kept for good', async () => {
    for (const path of await files()) {
      expect(path).to.match(/^assets\/page-[0-9a-f]{10}\.(?:js|css)$/);
      const { headers } = await answerOf(`/tools/flags/${path}`);
      expect(headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    }
  });

  it('carry the licences of the code in them', async () => {
    const script = (await files()).find((path) => path.endsWith('.js'))!;
    const answer = await answerOf(`/tools/flags/${script}`);
    expect(await answer.text()).to.match(
      /^\/\*\npreact \S+\n\nThe MIT License \(MIT\)\n\nCopyright [^]+\n\*\/\n/,
    );
  });

  it('that an older page names are gone, and nothing else is given by their path', async () => {
    for (const name of ['page-0000000000.js', '..%2f..%2fpackage.json', 'toString', '%00']) {
      const answer = await answerOf(`/tools/flags/assets/${name}`);
      expect(answer.status, name).to.equal(404);
      expect(answer.headers.get('content-type')).to.equal('application/problem+json');
    }
  });
});

describe('the page itself', () => {
  it('is asked for again each time, and sent again only when it is another one', async () => {
    const first = await answerOf('/tools/flags/');
    expect(first.headers.get('cache-control')).to.equal('no-cache');
    const tag = first.headers.get('etag')!;
    const again = await answerOf('/tools/flags/', undefined, { headers: { 'If-None-Match': tag } });
    expect(again.status).to.equal(304);
    expect(await again.text()).to.equal('');
  });

  it('allows a browser nothing but its own files: no inline code, no other host, no frame', async () => {
    const { headers } = await answerOf('/tools/flags/');
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).to.include.members(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]);
    expect(policy.join()).to.not.match(/unsafe|\*|http/);
  });

  it('has nothing in it that its policy forbids', async () => {
    const html = await (await answerOf('/tools/flags/')).text();
    expect(html).to.not.match(/<style|\sstyle=|\son\w+=|https?:/);
    expect(html.match(/<script\b[^>]*>/g)).to.have.length(1);
    expect(html).to.match(/<script[^>]*\bsrc="assets\/[^"]+"><\/script>/);
  });

  it('is at the slash, since its files are beside it', async () => {
    for (const [target, location] of [
      ['/tools/flags', './flags/'],
      ['/tools/flags?from=mail', './flags/?from=mail'],
    ] as const) {
      const answer = await answerOf(target);
      expect(answer.status, target).to.equal(302);
      expect(answer.headers.get('location')).to.equal(location);
      expect(new URL(location, `http://halyard.test${target}`).pathname).to.equal('/tools/flags/');
    }
    expect((await answerOf('/', '')).status).to.equal(200);
  });

  it('does not mind what a sign-in or a link adds to its address', async () => {
    expect((await answerOf('/tools/flags/?utm_source=mail&code=1')).status).to.equal(200);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await answerOf('/tools/flags/', undefined, { method: 'HEAD' });
    expect(head.status).to.equal(200);
    expect(await head.text()).to.equal('');
    const post = await answerOf('/tools/flags/', undefined, { method: 'POST' });
    expect(post.status).to.equal(405);
    expect(post.headers.get('allow')).to.equal('GET, HEAD, OPTIONS');
  });
});

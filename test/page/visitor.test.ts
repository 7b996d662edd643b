import { expect } from 'chai';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';
import type { Visitor } from './visitor.js';

describe('a visitor of these tests', () => {
  const suite = new PageSuite();
  let url: string;
  let visitor: Visitor;
  beforeEach(async () => {
    ({ url } = await suite.serve({ beta: 'on' }));
    visitor = await suite.visit(url);
    await visitor.page.getByRole('table').waitFor();
  });

  async function notices(trouble: RegExp): Promise<void> {
    await until(`${trouble} is noticed`, () => visitor.troubles.some((each) => trouble.test(each)));
    visitor.expects(/./);
  }

  it('notices an error on the console', async () => {
    await visitor.page.evaluate('console.error("oh no")');
    await notices(/^console: oh no$/);
  });

  it('notices an uncaught error', async () => {
    await visitor.page.evaluate('void Promise.reject(new Error("oh no"))');
    await notices(/^thrown: oh no$/);
  });

  it('notices what the Content-Security-Policy forbids', async () => {
    await visitor.page.evaluate(
      'document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }))',
    );
    await notices(/^console: Content-Security-Policy: script-src-elem forbids inline$/);
  });

  it('notices a request to another host', async () => {
    await visitor.page.goto(url.replace('127.0.0.1', 'localhost'));
    await notices(/^asked another host: http:\/\/localhost:/);
  });

  it('notices a barrier, and a page that is too wide', async () => {
    expect(await visitor.accessibilityViolations()).to.deep.equal([]);
    expect(await visitor.overflow()).to.equal(0);
    await visitor.page.evaluate('document.documentElement.removeAttribute("lang")');
    await visitor.page.evaluate('document.body.style.width = "2000px"');
    expect((await visitor.accessibilityViolations()).join()).to.include('html-has-lang');
    expect(await visitor.overflow()).to.equal(2000 - 1280);
  });
});

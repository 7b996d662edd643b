import ts from 'typescript5';
import type { DeclaredApi, Export } from './declared-api.js';
import { docstring, linksIn } from './docstring.js';
import type { EntryPoint } from './entry-points.js';
import { memberTitle, type PageLinks } from './page-links.js';

// The objects of other libraries, as far as they are used. Those libraries document the members.
const FOREIGN = /^(?:IoRedis|NodeRedis|Koa)/;

/** What keeps an entry point from being documented, a sentence each. */
export function apiProblems(api: DeclaredApi, links: PageLinks, entry: EntryPoint): string[] {
  return problemsOf(api, links, entry).map((problem) => `${entry.specifier}: ${problem}`);
}

function problemsOf(api: DeclaredApi, links: PageLinks, entry: EntryPoint): string[] {
  const names = [...api.names(entry)];
  const listed = entry.groups.flatMap((group) => group.names);
  if (names.toSorted().join() !== listed.toSorted().join()) {
    return ['the declarations do not have the exports of the index file: run npm run build'];
  }
  return names.flatMap((name) => {
    const found = api.find(entry, name);
    if (found === undefined) return [`${name} is declared outside of the packages`];
    return found.entry === entry ? exportProblems(api, links, found) : [];
  });
}

function exportProblems(api: DeclaredApi, links: PageLinks, of: Export): string[] {
  return of.declarations.flatMap((declaration) => [
    ...undocumented(api, of, declaration).map((name) => `${name} needs a docstring`),
    ...api
      .references(declaration)
      .hidden.map(
        (type) => `${of.name} has the type ${type} in its declaration, which no entry point exports`,
      ),
    ...linksIn((docstring(declaration) ?? '') + declaration.getText())
      .filter((name) => links.target(name, of) === undefined)
      .map((name) => `the docstring of ${of.name} links to ${name}, which no entry point exports`),
  ]);
}

/** A name with the parameters, since overloads differ in nothing else. */
function signature(name: string, node: ts.Node): string {
  if (!ts.isFunctionLike(node)) return name;
  return `${name}(${node.parameters.map((parameter) => parameter.name.getText()).join(', ')})`;
}

/** The export, or its members, without a docstring. An overload needs one of its own; a method may inherit it. */
function undocumented(api: DeclaredApi, { name }: Export, declaration: ts.Declaration): string[] {
  const names = docstring(declaration) === undefined ? [signature(name, declaration)] : [];
  const seen = new Set<string>();
  for (const member of FOREIGN.test(name) ? [] : api.members(declaration)) {
    const title = memberTitle(name, member);
    const isOverload = seen.has(title);
    seen.add(title);
    if (docstring(member) !== undefined || (!isOverload && api.inheritsDocstring(member))) continue;
    names.push(signature(title, member));
  }
  return names;
}

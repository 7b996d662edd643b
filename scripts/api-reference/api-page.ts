import ts from 'typescript5';
import { classCode, declarationCode, memberCode } from './declaration-code.js';
import type { DeclaredApi, Export } from './declared-api.js';
import { docstring, docstringToMarkdown, linked } from './docstring.js';
import type { EntryPoint } from './entry-points.js';
import { describedMembers, memberTitle, type PageLinks } from './page-links.js';

const NOTE = '<!-- Written by `npm run docs:api` from the declarations. -->';

/** The page that lists the others. */
export function indexPage(entries: readonly EntryPoint[]): string {
  const items = entries.map(
    ({ specifier, page, introduction }) => `- [\`${specifier}\`](${page}): ${introduction}`,
  );
  return `${[NOTE, '# API', 'The exports of each entry point.', items.join('\n')].join('\n\n')}\n`;
}

/** The page of an entry point: its groups, in them its exports, and under a class its members. */
export async function apiPage(api: DeclaredApi, links: PageLinks, entry: EntryPoint): Promise<string> {
  const writer = new PageWriter(api, links, entry);
  const contents = entry.groups.map(({ title, names }) => `- ${title}: ${writer.list(names)}`);
  const blocks = [NOTE, `# ${entry.specifier}`, entry.introduction, contents.join('\n')];
  for (const { title, names } of entry.groups) {
    blocks.push(`## ${title}`);
    for (const name of names) blocks.push(`### ${name}`, ...(await writer.export(name)));
  }
  return `${blocks.join('\n\n')}\n`;
}

class PageWriter {
  readonly #api: DeclaredApi;
  readonly #links: PageLinks;
  readonly #entry: EntryPoint;

  constructor(api: DeclaredApi, links: PageLinks, entry: EntryPoint) {
    this.#api = api;
    this.#links = links;
    this.#entry = entry;
  }

  list(names: readonly string[]): string {
    return names.map((name) => linked(name, this.#links.url(name, this.#entry, this.#entry))).join(', ');
  }

  async export(name: string): Promise<string[]> {
    const found = this.#api.find(this.#entry, name)!;
    if (found.entry !== this.#entry) return [`From \`${found.entry.specifier}\`: ${this.#linked([found])}.`];
    const blocks: string[] = [];
    for (const declaration of found.declarations) {
      if (ts.isClassDeclaration(declaration)) blocks.push(...(await this.#class(found, declaration)));
      else blocks.push(...this.#described(found, declaration, await declarationCode(declaration)));
    }
    const shown = found.declarations.flatMap((declaration) => this.#shown(declaration));
    const types = new Set(shown.flatMap((node) => this.#api.references(node).exports));
    types.delete(found);
    return types.size === 0 ? blocks : [...blocks, `Types: ${this.#linked(types)}`];
  }

  /** The parts of a declaration that the page shows. */
  #shown(declaration: ts.Declaration): readonly ts.Node[] {
    if (!ts.isClassDeclaration(declaration)) return [declaration];
    const { typeParameters = [], heritageClauses = [] } = declaration;
    return [...typeParameters, ...heritageClauses, ...describedMembers(this.#api, declaration)];
  }

  async #class(of: Export, declaration: ts.ClassDeclaration): Promise<string[]> {
    const blocks = this.#described(of, declaration, await classCode(declaration));
    const members = describedMembers(this.#api, declaration);
    if (members.length < this.#api.members(declaration).length) {
      const bases = (declaration.heritageClauses ?? []).flatMap((each) => this.#api.references(each).exports);
      blocks.push(`Its other members are those of ${this.#linked(bases)}.`);
    }
    let heading: string | undefined;
    for (const member of members) {
      const title = memberTitle(of.name, member);
      // The overloads of a method stand under one heading.
      if (title !== heading) blocks.push(`#### ${title}`);
      heading = title;
      blocks.push(...this.#described(of, member, await memberCode(member)));
    }
    return blocks;
  }

  /** Code and its docstring: first the code, except for types, whose code may be long. */
  #described(of: Export, node: ts.Node, code: string): string[] {
    const block = `\`\`\`ts\n${code}\n\`\`\``;
    const prose = docstringToMarkdown(docstring(node)!, (name) => this.#links.target(name, of));
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    return isType ? [prose, block] : [block, prose];
  }

  #linked(exports: Iterable<Export>): string {
    return Array.from(exports, ({ name, entry }) =>
      linked(name, this.#links.url(name, entry, this.#entry)),
    ).join(', ');
  }
}

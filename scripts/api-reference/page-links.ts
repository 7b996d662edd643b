import ts from 'typescript5';
import type { DeclaredApi, Export, Member } from './declared-api.js';
import { docstring } from './docstring.js';
import type { EntryPoint } from './entry-points.js';

/** Where the exports, and the members of exported classes, stand on the pages. */
export class PageLinks {
  readonly #api: DeclaredApi;
  readonly #anchors: ReadonlyMap<EntryPoint, ReadonlyMap<string, string>>;

  constructor(api: DeclaredApi) {
    this.#api = api;
    this.#anchors = new Map(api.entries.map((entry) => [entry, anchors(headings(api, entry))]));
  }

  /** The URL of a heading on a page, from another page or from the same. */
  url(heading: string, on: EntryPoint, from: EntryPoint): string {
    return `${on === from ? '' : on.page}#${this.#anchors.get(on)!.get(heading)!}`;
  }

  /** The URL of what the docstring of `of` names: an export, `Export.member`, or one of its own members. */
  target(name: string, of: Export): string | undefined {
    const [first, second] = name.split('.', 2) as [string, string?];
    const found = this.#api.meant(first, of.entry);
    if (found === undefined) return second === undefined ? this.#member(of, first, of.entry) : undefined;
    return second === undefined
      ? this.url(found.name, found.entry, of.entry)
      : this.#member(found, second, of.entry);
  }

  #member(owner: Export, name: string, from: EntryPoint): string | undefined {
    const members = owner.declarations.flatMap((declaration) => this.#api.members(declaration));
    const member = members.find((each) => each.name?.getText() === name);
    if (member === undefined) return undefined;
    const title = memberTitle(owner.name, member);
    // An interface has its members in one block of code.
    const isHeading = this.#anchors.get(owner.entry)!.has(title);
    return this.url(isHeading ? title : owner.name, owner.entry, from);
  }
}

/** A member, as headings and messages name it. */
export function memberTitle(owner: string, member: Member): string {
  if (ts.isConstructorDeclaration(member)) return `new ${owner}`;
  return `${owner}.${member.name?.getText() ?? '[key]'}`;
}

/** The members of a class that its page describes: those with a docstring of their own. */
export function describedMembers(api: DeclaredApi, declaration: ts.Declaration): Member[] {
  if (!ts.isClassDeclaration(declaration)) return [];
  return api.members(declaration).filter((member) => docstring(member) !== undefined);
}

/** The headings of a page, in order. */
function headings(api: DeclaredApi, entry: EntryPoint): string[] {
  const exportHeadings = (name: string): string[] => {
    const found = api.find(entry, name);
    const declarations = found?.entry === entry ? found.declarations : [];
    const members = declarations.flatMap((declaration) => describedMembers(api, declaration));
    return [name, ...members.map((member) => memberTitle(name, member))];
  };
  return [
    entry.specifier,
    ...entry.groups.flatMap(({ title, names }) => [title, ...names.flatMap(exportHeadings)]),
  ];
}

/** The fragments that GitHub gives headings: a number follows where two differ in capitals only. */
function anchors(all: readonly string[]): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    [...new Set(all)].map((heading) => {
      const plain = heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(/\s/g, '-');
      const count = counts.get(plain) ?? 0;
      counts.set(plain, count + 1);
      return [heading, count === 0 ? plain : `${plain}-${count}`];
    }),
  );
}

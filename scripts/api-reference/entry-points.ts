import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript5';

/** What an import names, such as `@halyard/core/store`. All paths have forward slashes. */
export interface EntryPoint {
  readonly specifier: string;
  /** The file name of its page. */
  readonly page: string;
  /** The folder of its package. */
  readonly folder: string;
  /** The file of its declarations, once the packages are built. */
  readonly declarations: string;
  readonly introduction: string;
  /** Its exports as its index file groups them. */
  readonly groups: readonly Group[];
}

/** The exports under one comment of an index file. */
export interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<
    Record<
      string,
      string | { readonly '@halyard/source': string; readonly import: { readonly types: string } }
    >
  >;
}

/** The entry points of every package below `root`, those of core first. */
export function entryPoints(root: string): EntryPoint[] {
  const folders = readdirSync(posix.join(root, 'packages')).map((name) => posix.join(root, 'packages', name));
  const isCore = ({ specifier }: EntryPoint): number => (specifier.startsWith('@halyard/core') ? 0 : 1);
  return folders.flatMap(entryPointsOf).toSorted((a, b) => isCore(a) - isCore(b));
}

function entryPointsOf(folder: string): EntryPoint[] {
  const manifest = JSON.parse(readFileSync(posix.join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    if (typeof target === 'string') return [];
    const specifier = posix.join(manifest.name, path);
    const { introduction = `${manifest.description}.`, groups } = readIndex(
      posix.join(folder, target['@halyard/source']),
    );
    return {
      specifier,
      page: `${specifier.slice(specifier.indexOf('/') + 1).replaceAll('/', '-')}.md`,
      folder,
      declarations: posix.join(folder, target.import.types),
      introduction,
      groups,
    };
  });
}

/** Reads the comments of an index file: each one right above an export opens a group; the first may stand by itself. */
function readIndex(path: string): { introduction?: string; groups: Group[] } {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const groups: { title: string; names: string[] }[] = [];
  let introduction: string | undefined;
  for (const statement of file.statements) {
    const isList = ts.isExportDeclaration(statement) && statement.exportClause;
    if (!isList || !ts.isNamedExports(isList)) {
      throw new Error(`${path}: an index file has only lists of exports, \`export { … } from …\``);
    }
    const comments = paragraphs(file.text.slice(statement.pos, statement.getStart(file)));
    const title = comments.pop();
    introduction ??= comments[0];
    if (title !== undefined) groups.push({ title: title.replace(/\.$/, ''), names: [] });
    const group = groups.at(-1);
    if (group === undefined)
      throw new Error(`${path}: name the group of the first exports in a comment above them`);
    group.names.push(...isList.elements.map(({ name }) => name.text));
  }
  return introduction === undefined ? { groups } : { introduction, groups };
}

/** The paragraphs of line comments, each as one line. */
function paragraphs(comments: string): string[] {
  return comments
    .replaceAll(/^[ \t]*\/\/ ?/gm, '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', ' '))
    .filter((paragraph) => paragraph !== '');
}

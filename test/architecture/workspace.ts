import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** Where the repository is published. The package.json of the root says it; everything else must agree. */
export const repositoryUrl: string = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } }
).repository.url.replace(/^git\+(.+)\.git$/, '$1');

/** What the architecture rules read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | { readonly '@halyard/source': string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** What the build bundles. */
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly homepage: string;
  readonly bugs: string;
  readonly repository: Readonly<Record<string, string>>;
}

/** A source of a package: its path from the repository's folder, its text, and every module it names. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** One folder of `packages/`. */
export interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sources: readonly SourceFile[];
}

/** Every package of the workspace. */
export function packages(): Package[] {
  return readdirSync(join(root, 'packages')).map((folder) => {
    const home = join(root, 'packages', folder);
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
    return { folder, manifest, sources: [...programs(home), ...sources(join(home, 'src'))] };
  });
}

/** The files that belong to the repository, whether committed yet or not, by their path from its folder. */
export function repositoryFiles(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  // Git still lists what was deleted since the last commit.
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The package a specifier belongs to: `koa` for `koa/lib/x.js`, `@halyard/core` for `@halyard/core/y`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The commands of a package, which are published as they are. */
function programs(home: string): SourceFile[] {
  return existsSync(join(home, 'bin.js')) ? [sourceFile(join(home, 'bin.js'))] : [];
}

function sources(folder: string): SourceFile[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => sourceFile(join(folder, entry)));
}

function sourceFile(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  return { path: relative(root, file).replaceAll(sep, '/'), text, imports: importsOf(text) };
}

// oxfmt has put every statement at the start of a line and every specifier in single quotes.
const SPECIFIERS = [
  /^(?:import|export)\s[\w\s{},*$]*?\bfrom '([^']+)'/gm,
  /^import '([^']+)'/gm,
  /^declare module '([^']+)'/gm,
  /\b(?:import|require)\(\s*'([^']+)'/g,
];

/** Every module that a source text imports, re-exports, loads, takes a type from or augments. */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return SPECIFIERS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name!));
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A repository at a commit, and what is needed of it. */
export interface Source {
  /** The owner and name on GitHub. */
  readonly repository: string;
  readonly commit: string;
  readonly paths: readonly string[];
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/scores', import.meta.url));

/** The folder with these files, which are fetched once. Throws an error with a sentence if they can't be. */
export function checkout({ repository, commit, paths }: Source): string {
  const folder = join(CACHE, repository.replace('/', '+'), commit);
  const git = (...args: readonly string[]): void => {
    try {
      execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
      const { stderr, message } = error as Error & { readonly stderr?: Buffer };
      const reason = stderr?.toString().trim().split('\n').at(-1) ?? message;
      throw new Error(`${repository} can't be fetched from GitHub: ${reason}`, { cause: error });
    }
  };
  if (existsSync(join(folder, '.git', 'complete'))) return folder;
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet');
  const url = `https://github.com/${repository}.git`;
  git('fetch', '--quiet', '--depth=1', '--filter=blob:none', url, commit);
  // Without a remote of that name, git does not know where to ask for the files.
  git('config', 'remote.origin.url', url);
  git('config', 'remote.origin.promisor', 'true');
  git('checkout', '--quiet', 'FETCH_HEAD', '--', ...paths);
  mkdirSync(join(folder, '.git', 'complete'));
  return folder;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder of its own, which the caller removes when it is done. */
export class TemporaryFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), 'halyard-file-'));

  /** The path of a file in it. */
  file(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

import type { FlagSource } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, halyard, type HalyardOptions } from './halyard-process.js';

/** A working directory with a file of flags in it, which `halyard` is run on. */
export class FlagFile {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'halyard-cli-'));
  readonly path: string;

  /** With these flags, or without a file. */
  constructor(flags?: Readonly<Record<string, unknown>>, name = 'flags.json') {
    this.path = join(this.folder, name);
    if (flags !== undefined) this.write(name, JSON.stringify(flags));
  }

  /** What the file says by now. */
  get flags(): unknown {
    return JSON.parse(readFileSync(this.path, 'utf8'));
  }

  /** Changes a flag through Halyard, which leaves an entry in the history. */
  async change(name: string, ...sources: readonly FlagSource[]): Promise<void> {
    const backend = new FileBackend(this.path);
    await backend.open();
    for (const source of sources) await backend.set(name, source);
    await backend.close();
  }

  /** Writes a file into the folder, past Halyard. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs `halyard` on the file. */
  run(args: readonly string[], options: HalyardOptions = {}): Promise<Ended> {
    return halyard([...args, '--file', this.path], { cwd: this.folder, ...options });
  }

  /** Runs `halyard --json` on the file; resolves with what it prints, and fails unless it ends with 0. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`halyard ${args.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

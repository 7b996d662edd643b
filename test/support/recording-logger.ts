import type { Logger } from '@halyard/core';

/** A logger that keeps its lines, each after its level: `warn halyard: …`. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(`info ${line}`);
  }

  warn(line: string): void {
    this.lines.push(`warn ${line}`);
  }

  error(line: string): void {
    this.lines.push(`error ${line}`);
  }
}

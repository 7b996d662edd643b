import type { EvaluationContext, JsonValue } from '@halyard/core';
import { FORMATS } from '@halyard/formats';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkout } from './checkout.js';
import { Imported } from './imported.js';
import type { CaseResult, Suite } from './suite.js';

const SOURCE = {
  repository: 'aws-powertools/powertools-lambda-python',
  commit: 'fa1c29f2d497a7c233f06eb69d0f7ee1b187a9e4',
  paths: ['aws_lambda_powertools', 'tests/functional/feature_flags'],
};

const PACKAGES = [
  'pytest',
  'pytest-mock',
  'boto3',
  'jmespath',
  'python-dateutil',
  'typing-extensions',
  'tzdata',
];

interface Case {
  readonly test: string;
  readonly schema: JsonValue;
  readonly feature: string;
  readonly context: EvaluationContext;
  readonly default: JsonValue;
  readonly result: JsonValue;
  /** The time, in milliseconds since the epoch, if the test sets one. */
  readonly now: number | null;
}

/** The evaluations in the tests of Powertools for AWS Lambda (Python), recorded while its own library runs them. */
export const powertools: Suite = {
  name: 'powertools',
  async run() {
    return [{ suite: 'Powertools, tests of the library', cases: recorded(checkout(SOURCE)).map(result) }];
  },
};

function recorded(folder: string): Case[] {
  const python = `${folder}/.venv/bin/python`;
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', `${folder}/.venv`]);
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'pipe' });
  }
  const script = fileURLToPath(new URL('powertools-cases.py', import.meta.url));
  const output = execFileSync(python, [script, folder], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output) as Case[];
}

function result({ test, schema, feature, context, default: fallback, result: value, now }: Case): CaseResult {
  const imported = new Imported(FORMATS.powertools, schema);
  return { title: test, failure: imported.failure(feature, context, { value, fallback }, now ?? Date.now()) };
}

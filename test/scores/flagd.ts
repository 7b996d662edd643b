import { generateMessages } from '@cucumber/gherkin';
import { IdGenerator, type Pickle, SourceMediaType } from '@cucumber/messages';
import type { JsonValue } from '@halyard/core';
import { FORMATS } from '@halyard/formats';
import { readdirSync, readFileSync } from 'node:fs';
import { checkout } from './checkout.js';
import { scenarioFailure } from './flagd-steps.js';
import { Imported } from './imported.js';
import type { CaseResult, Suite } from './suite.js';

const SOURCE = {
  repository: 'open-feature/flagd-testbed',
  commit: '82ba89ec8db498fa51368e558e4d87642d9e93c4',
  paths: ['evaluator', 'flags', 'gherkin'],
};

/** Of the scenarios for providers, those of connections, caches and the like are about no flag. */
const FOR_PROVIDERS = ['evaluation', 'targeting', 'disabled'];

/** Deprecated scenarios, other versions of the hash than that of the released flagd, and a server that joins several files. */
const SKIPPED = new Set([
  '@deprecated',
  '@fractional-v1',
  '@fractional-v3',
  'Flag disabled in one flag set, enabled in another',
]);

/** The scenarios of flagd's testbed. */
export const flagd: Suite = {
  name: 'flagd',
  async run() {
    const folder = checkout(SOURCE);
    const files = readdirSync(`${folder}/flags`).filter((file) => !file.startsWith('selector'));
    const provided = merged(files.map((file) => `${folder}/flags/${file}`));
    const evaluated = merged([`${folder}/evaluator/flags/testkit-flags.json`]);
    const features = readdirSync(`${folder}/evaluator/gherkin`).map(
      (file) => `${folder}/evaluator/gherkin/${file}`,
    );
    return [
      { suite: 'flagd testbed, evaluator', cases: features.flatMap((file) => results(file, evaluated)) },
      {
        suite: 'flagd testbed, providers',
        cases: FOR_PROVIDERS.flatMap((name) => results(`${folder}/gherkin/${name}.feature`, provided)),
      },
    ];
  },
};

/** Files with flags and shared evaluators as one. */
function merged(files: readonly string[]): Imported {
  type Flags = { readonly [part: string]: JsonValue };
  const documents = files.map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as { readonly [part: string]: Flags },
  );
  const part = (name: string): Flags =>
    Object.assign({}, ...documents.map((each) => each[name] ?? {})) as Flags;
  return new Imported(FORMATS.flagd, { flags: part('flags'), $evaluators: part('$evaluators') });
}

function results(file: string, imported: Imported): CaseResult[] {
  return scenariosIn(file)
    .filter(({ name, tags }) => ![name, ...tags.map((tag) => tag.name)].some((each) => SKIPPED.has(each)))
    .map((scenario) => ({ title: scenario.name, failure: scenarioFailure(scenario, imported) }));
}

function scenariosIn(file: string): Pickle[] {
  const options = { includePickles: true, newId: IdGenerator.incrementing() };
  const text = readFileSync(file, 'utf8');
  return generateMessages(text, file, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, options).flatMap(
    ({ pickle }) => pickle ?? [],
  );
}

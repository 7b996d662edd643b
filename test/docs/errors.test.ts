import { type ErrorCode, HalyardError, type HalyardErrorCode } from '@halyard/core';
import { EVALUATION_ERRORS, HALYARD_ERRORS } from '@halyard/core/store';
import { expect } from 'chai';
import { errorProblem } from '../../packages/admin/src/http/error-problem.js';
import { ofrepStatus } from '../../packages/admin/src/ofrep/ofrep-answer.js';
import { exitCodeOf } from '../../packages/cli/src/failure-report.js';
import { anchors, placeOf } from './links.js';
import { documents } from './markdown.js';

const { prose } = documents().find(({ path }) => path === 'docs/errors.md')!;

/** The rows of the table below this heading, as code, meaning and numbers. What to do is for people. */
function rowsUnder(heading: string): unknown[] {
  const [, section = ''] = prose.split(`\n## ${heading}\n`);
  const table = section.split('\n#')[0]!;
  const rows = table.matchAll(/^\| \[?`([A-Z_]+)`\S* +\| (.+?) +\| (?:\D.*? +\| )?(\d.*) \|$/gm);
  return Array.from(rows, ([, code, means, numbers]) => [code, means, ...numbers!.split('|').map(Number)]);
}

describe('the tables of docs/errors.md', () => {
  it('have each code that is thrown, with its meaning, HTTP status and exit code', () => {
    const codes = Object.entries(HALYARD_ERRORS) as [HalyardErrorCode, string][];
    expect(rowsUnder('Errors that are thrown')).to.deep.equal(
      codes.map(([code, means]) => {
        const error = new HalyardError(code, 'a message');
        return [code, means, errorProblem(error).status, exitCodeOf(error)];
      }),
    );
  });

  it('link each code that is thrown to its entry, as the errors themselves do', () => {
    for (const code of Object.keys(HALYARD_ERRORS) as HalyardErrorCode[]) {
      const { docs } = new HalyardError(code, 'a message');
      const place = placeOf(docs, 'anywhere.md')!;
      expect(place.file, code).to.equal('docs/errors.md');
      expect(anchors(documents()).get(place.file), code).to.include(place.fragment);
      expect(prose).to.include(`[\`${code}\`](#${place.fragment})`);
      expect(prose).to.match(new RegExp(`^### \`${code}\`\n\n\\w`, 'm'));
    }
  });

  it('have each code of an evaluation, with its meaning and HTTP status', () => {
    const codes = Object.entries(EVALUATION_ERRORS) as [ErrorCode, string][];
    expect(rowsUnder('Errors of an evaluation')).to.deep.equal(
      codes.map(([errorCode, means]) => {
        const status = ofrepStatus({ flag: 'a', value: null, on: false, reason: 'ERROR', errorCode });
        return [errorCode, means, status];
      }),
    );
  });
});

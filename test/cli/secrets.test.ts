import { expect } from 'chai';
import { FlagFile } from './flag-file.js';

const SECRET = 'sk-123';

/** Every command that shows flags, or what is wrong with them. */
const COMMANDS: readonly (readonly string[])[] = [
  ['status'],
  ['list'],
  ['get', 'flags_api_key'],
  ['explain', 'flags_api_key'],
  ['export'],
  ['export', '--format', 'flagd'],
  ['validate'],
  ['stale'],
  ['history'],
  ['enable', 'flags_api_key'],
  ['disable', 'flags_api_key'],
];

describe('a secret in a variable that looks like a flag', () => {
  let file: FlagFile;

  before(() => {
    file = new FlagFile({ beta: true });
    file.write('.env', `FEATURE_FLAGS_API_KEY=${SECRET}\n`);
  });

  after(() => file.remove());

  for (const command of COMMANDS) {
    for (const json of [[], ['--json']]) {
      it(`is not in what halyard ${[...command, ...json].join(' ')} prints`, async () => {
        const env = { FEATURE_FLAGS_API_KEY: SECRET };
        const { stdout, stderr } = await file.run([...command, ...json], { env });
        expect(stdout + stderr)
          .not.to.equal('')
          .and.not.to.contain('sk-');
      });
    }
  }
});

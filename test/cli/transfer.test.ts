import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FlagFile } from './flag-file.js';

interface Report {
  readonly dryRun: boolean;
  readonly changes: readonly { readonly name: string; readonly change: string }[];
  readonly unchanged: number;
  readonly written: number;
}

describe('halyard import and export', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ beta: '25%', down: false, '$segment.staff': { plan: 'staff' } });
  });

  afterEach(() => file.remove());

  describe('export', () => {
    it('prints all flags and segments as JSON or YAML that a file backend takes', async () => {
      expect(JSON.parse((await file.run(['export'])).stdout)).to.deep.equal(file.flags);
      expect((await file.run(['export', '--format', 'yaml'])).stdout).to.equal(
        '$segment.staff:\n  plan: staff\nbeta: 25%\ndown: false\n',
      );
    });

    it('prints definitions of flagd', async () => {
      const { stdout } = await file.run(['export', '--format', 'flagd']);
      const { flags } = JSON.parse(stdout) as { flags: Record<string, { state: string }> };
      expect(Object.keys(flags)).to.have.members(['beta', 'down']);
      expect(flags['down']?.state).to.equal('DISABLED');
    });

    it('keeps what is stored under reserved names, which import skips', async () => {
      file.write('flags.json', '{ "a": true, "$planned.1": { "at": "later" }, "$x": "as it is" }');
      for (const format of ['json', 'yaml']) {
        const { code, stdout } = await file.run(['export', '--format', format]);
        expect(code).to.equal(0);
        file.write(`copy.${format}`, stdout);
        const other = await file.run(['import', `copy.${format}`, '--replace']);
        expect(other).to.deep.equal({
          code: 0,
          stdout: '0 to change, 1 already the same\n',
          stderr: ['$planned.1', '$x']
            .map((name) => `skipped: ${name}: names starting with $ are reserved and not imported\n`)
            .join(''),
        });
      }
      expect(file.flags).to.deep.equal({ a: true, '$planned.1': { at: 'later' }, $x: 'as it is' });
    });

    it('names what it had to leave out, and ends with 4', async () => {
      file.write('flags.json', '{ "a": true, "broken": { "rolls": 1 } }');
      for (const format of ['json', 'flagd']) {
        const { code, stdout, stderr } = await file.run(['export', '--format', format]);
        expect(code, format).to.equal(4);
        expect(stdout).to.contain('"a"').and.not.to.contain('broken');
        expect(stderr).to.match(/^left out: broken: rolls: unknown key/);
      }
    });

    it('rejects other formats', async () => {
      const { code, stderr } = await file.run(['export', '--format', 'toml']);
      expect(code).to.equal(2);
      expect(stderr).to.equal('halyard: --format must be one of json, yaml, flagd, received "toml"\n');
    });
  });

  describe('import', () => {
    it('stores the flags of a file beside those that are there', async () => {
      file.write('new.yaml', 'fresh: on\nbeta: 25%\n');
      const report = await file.json<Report>('import', 'new.yaml');
      expect(report).to.deep.include({ dryRun: false, unchanged: 1, written: 1 });
      expect(file.flags).to.deep.include({ fresh: true, beta: '25%', down: false });
    });

    it('reads standard input for -, and definitions of flagd', async () => {
      await file.run(['import', '-'], { input: '{ "piped": true }' });
      expect(file.flags).to.have.property('piped', true);
      const flagd = {
        flags: { layout: { state: 'ENABLED', variants: { a: 1, b: 2 }, defaultVariant: 'a' } },
      };
      const { code } = await file.run(['import', '-', '--format', 'flagd'], { input: JSON.stringify(flagd) });
      expect(code).to.equal(0);
      expect(file.flags).to.have.nested.property('layout.default', 'a');
    });

    it('recognises a file of another system, and shows the difference before it stores anything', async () => {
      const features = [{ name: 'theirs', enabled: true, strategies: [{ name: 'default' }] }];
      file.write('unleash.json', JSON.stringify({ version: 2, features }));
      const asked = await file.run(['import', 'unleash.json']);
      expect(asked.stderr).to.include('the file is a document of unleash\n  + theirs: ');
      expect(asked.code).to.equal(8);
      expect(file.flags).to.not.have.property('theirs');
      const { code, stdout } = await file.run(['import', 'unleash.json', '--yes']);
      expect([code, stdout]).to.deep.equal([0, '1 of 1 changed, 0 already the same\n']);
      expect(file.flags).to.have.property('theirs');
    });

    it("reads YAML of flagd, and leaves out what can't be translated with --skip", async () => {
      const plain = '{ state: ENABLED, variants: { a: 1 }, defaultVariant: a';
      file.write('flagd.yaml', `flags:\n  fine: ${plain} }\n  odd: ${plain}, targeting: { regex: [x] } }\n`);
      const refused = await file.run(['import', 'flagd.yaml', '--format', 'flagd']);
      expect(refused.code).to.equal(4);
      expect(refused.stderr).to.include('odd: targeting: must give a variant');
      const { code, stdout, stderr } = await file.run([
        'import',
        'flagd.yaml',
        '--format',
        'flagd',
        '--skip',
      ]);
      expect([code, stdout]).to.deep.equal([0, '1 of 1 changed, 0 already the same\n']);
      expect(stderr).to.include('skipped: odd: targeting: must give a variant');
      expect(file.flags).to.have.property('fine').and.not.have.property('odd');
    });

    it('shows what would change and stores nothing in a dry run', async () => {
      file.write('new.json', '{ "fresh": true, "beta": "50%" }');
      const before = file.flags;
      const { code, stdout } = await file.run(['import', 'new.json', '--dry-run', '--replace']);
      expect(code).to.equal(0);
      expect(stdout.split('\n')).to.have.members([
        '+ fresh: on',
        '~ beta: 25% -> 50%',
        '- $segment.staff: {"plan":"staff"}',
        '- down: off',
        '4 to change, 0 already the same',
        '',
      ]);
      expect(file.flags).to.deep.equal(before);
    });

    it('requires a confirmation when existing flags change or go, and shows them', async () => {
      file.write('new.json', '{ "fresh": true, "beta": "50%" }');
      const { code, stderr } = await file.run(['import', 'new.json']);
      expect(code).to.equal(8);
      expect(stderr)
        .to.contain('  ~ beta: 25% -> 50%\n')
        .and.contain('1 existing flag would be changed or deleted');
      expect(file.flags).not.to.have.property('fresh');
      expect((await file.run(['import', 'new.json', '--replace', '--yes'])).stdout).to.equal(
        '4 of 4 changed, 0 already the same\n',
      );
      expect(file.flags).to.deep.equal({ fresh: true, beta: '50%' });
    });

    it('stores nothing from an invalid file, and lists all problems', async () => {
      file.write('new.json', '{ "fresh": true, "typo": "ture", "bad": { "rules": 5 } }');
      const { code, stderr } = await file.run(['import', 'new.json']);
      expect(code).to.equal(4);
      expect(stderr)
        .to.match(/new\.json is invalid; nothing was imported/)
        .and.match(/typo: .*"ture"/)
        .and.match(/bad: .*rules/);
      expect(file.flags).not.to.have.property('fresh');
    });

    it('says where a file is broken, and when there is none', async () => {
      file.write('new.json', '{ "a": true,, }');
      expect((await file.run(['import', 'new.json'])).stderr).to.match(
        /new\.json: not JSON: .* line 1, column 13/,
      );
      const none = await file.run(['import', 'none.json']);
      expect(none).to.deep.include({ code: 4, stderr: 'halyard: file not found: none.json\n' });
    });

    it('takes back what export printed, whatever the format, and finds nothing to change', async () => {
      for (const format of ['json', 'yaml']) {
        const { stdout } = await file.run(['export', '--format', format]);
        file.write(`copy.${format}`, stdout);
        expect(await file.json<Report>('import', `copy.${format}`)).to.deep.include({
          changes: [],
          unchanged: 3,
        });
      }
    });

    it('stores many flags, each with its history', async function () {
      this.timeout(60_000);
      const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`flag_${i}`, '25%']));
      file.write('many.json', JSON.stringify(many));
      const report = await file.json<Report>('import', 'many.json');
      expect(report.written).to.equal(200);
      const history = readFileSync(join(file.folder, 'flags.json.history.jsonl'), 'utf8')
        .trimEnd()
        .split('\n');
      expect(history).to.have.length(200);
      expect(JSON.parse(history[0]!)).to.include({ comment: 'import of many.json' });
    });
  });
});

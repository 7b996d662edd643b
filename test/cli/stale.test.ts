import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceNames } from '../../packages/cli/src/stale/source-names.js';
import { FlagFile } from './flag-file.js';

interface Found {
  readonly name: string;
  readonly reason: string;
  readonly why: string;
  readonly since?: string;
  readonly places?: readonly string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

describe('halyard stale', () => {
  let file: FlagFile;

  afterEach(() => file.remove());

  /** Writes a file of source code. */
  function source(path: string, text: string): void {
    mkdirSync(join(file.folder, path, '..'), { recursive: true });
    writeFileSync(join(file.folder, path), text);
  }

  /** A history in which each flag was switched on so many days ago. */
  function switchedOn(daysAgo: Readonly<Record<string, number>>): void {
    const lines = Object.entries(daysAgo).map(([name, days], i) =>
      JSON.stringify({ id: String(i + 1), at: Date.now() - days * DAY_MS, name, before: 'off', after: 'on' }),
    );
    file.write('flags.json.history.jsonl', `${lines.join('\n')}\n`);
  }

  const found = async (...args: readonly string[]): Promise<string[]> =>
    (await file.json<Found[]>('stale', ...args)).map(({ name, reason }) => `${name}: ${reason}`);

  it('lists the flags past their day, but not on it, and no permanent ones', async () => {
    const today = new Date().toISOString().slice(0, 10);
    file = new FlagFile({
      past: { expires: '2020-01-31', enabled: false },
      today: { expires: today, enabled: false },
      kill: { expires: '2020-01-31', permanent: true },
      kind: { expires: '2020-01-31', kind: 'kill-switch' },
    });
    const [only, ...more] = await file.json<Found[]>('stale');
    expect(more).to.deep.equal([]);
    expect(only).to.deep.equal({
      name: 'past',
      reason: 'expired',
      why: 'expired on 2020-01-31',
      since: '2020-02-01T00:00:00.000Z',
    });
  });

  it('lists the flags that have long been on for everyone, by the history', async () => {
    const kept = { kill: { permanent: true }, access: { kind: 'permission' } };
    file = new FlagFile({ old: true, recent: true, unknown: true, partly: '25%', ...kept });
    switchedOn({ old: 45, recent: 5, partly: 45, kill: 45, access: 45 });
    const { stdout } = await file.run(['stale']);
    expect(stdout).to.equal('FLAG  WHY\nold   on for everyone, unchanged for 45 days\n');
  });

  it('lists the flags that no source mentions', async () => {
    file = new FlagFile({
      used: '5%',
      keyed: '5%',
      'dotted.name': '5%',
      lost: '5%',
      commented: '5%',
      kill: { permanent: true },
      access: { kind: 'permission' },
      spelt_otherwise: '5%',
    });
    source(
      'src/app.ts',
      "if (flags.isEnabled('used') || flags.getDetails('speltOtherwise')) go({ keyed: 1 });\n// flags.isEnabled('commented')\nuse(dotted.name);",
    );
    source('src/node_modules/x/index.js', "isEnabled('lost')");
    source('src/dist/app.js', "isEnabled('lost')");
    expect(await found('src')).to.deep.equal(['commented: unmentioned', 'lost: unmentioned']);
  });

  it('lists the names in the source that are not stored, with their places', async () => {
    file = new FlagFile({ new_checkout: '5%' });
    source(
      'src/app.ts',
      [
        "import express from 'express';",
        "app.disable('x-powered-by');",
        "flags.isEnabled('new_checkout', context);",
        'flags.getValue("page_size", 20);',
        'app.get("/b", makeFlagGate(`beta`));',
        'whenEnabled(',
        "  'new_chekout',",
        '  handler);',
        'client.getBooleanValue<boolean>("remote", false);',
        'flags.isEnabled(`dynamic_${name}`); flags.isEnabled(name);',
        "/* makeKillSwitch('gone') */",
        "const url = 'http://x'; makeKillSwitch('down');",
      ].join('\n'),
    );
    const findings = await file.json<Found[]>('stale', 'src');
    expect(findings.map(({ name, places }) => [name, ...places!])).to.deep.equal([
      ['beta', 'src/app.ts:5'],
      ['down', 'src/app.ts:12'],
      ['new_chekout', 'src/app.ts:6'],
      ['page_size', 'src/app.ts:4'],
      ['remote', 'src/app.ts:9'],
    ]);
    const misspelt = findings.find(({ name }) => name === 'new_chekout');
    expect(misspelt?.why).to.equal('not stored, but named at src/app.ts:6, did you mean new_checkout?');
  });

  it('takes the flags that a program declares for names in the source', async () => {
    file = new FlagFile({ stored: '5%' });
    source(
      'flags.ts',
      "export const shop = defineFlags({\n  stored: { default: false, owner: 'x' },\n  'quoted-name': { default: { deep: 1 } },\n  plain: { default: 20 }, // last\n});\nconst other = { nothing: 1 };",
    );
    expect(await found('flags.ts')).to.deep.equal(['plain: unknown', 'quoted-name: unknown']);
  });

  it('has halyard list --source list the flags that the source names and that are not stored', async () => {
    file = new FlagFile({ stored: '5%' });
    source(
      'flags.ts',
      'export const shop = defineFlags({ stored: { default: 1 }, page_size: { default: 20 } });',
    );
    const { stdout } = await file.run(['list', '--source', 'flags.ts']);
    expect(stdout).to.match(/^stored +5%\npage_size +not stored +named at flags\.ts:1$/m);
    const flags = await file.json<object[]>('list', 'page', '--source', 'flags.ts');
    expect(flags).to.deep.equal([{ name: 'page_size', places: ['flags.ts:1'], stored: false }]);
    expect((await file.run(['list', '--state', 'off', '--source', 'flags.ts'])).stdout).to.equal(
      'no flags\n',
    );
  });

  it('counts a name in any language as mentioned', async () => {
    file = new FlagFile({ pythonic: '5%', ruby_one: '5%' });
    source('jobs/a.py', "client.get_boolean_value('pythonic')  # it's");
    source('jobs/b.rb', 'flag?("ruby_one")');
    expect(await found('jobs')).to.deep.equal([]);
  });

  it('reads a megabyte of quotes, comments or calls that never end', () => {
    for (const unit of ["'\\", '"\\', '`\\', '/*', "isEnabled('a');\n", "defineFlags({ a: '\\"]) {
      const { asked } = sourceNames({ path: 'a.ts', text: unit.repeat(1_000_000 / unit.length) });
      expect(new Set(asked.map(({ name }) => name)).size).to.be.below(2);
    }
    const lines = sourceNames({
      path: 'a.ts',
      text: "isEnabled('a');\n/*\n*/defineFlags({ b: 1 })\nisEnabled('c')",
    });
    expect(lines.asked.map(({ name, line }) => `${name} ${line}`)).to.deep.equal(['a 1', 'b 3', 'c 4']);
  });

  it('ends with 9 only if asked to and there is something', async () => {
    file = new FlagFile({ past: { expires: '2020-01-31' } });
    expect((await file.run(['stale'])).code).to.equal(0);
    expect((await file.run(['stale', '--exit-code'])).code).to.equal(9);
    file.write('flags.json', '{}');
    expect(await file.run(['stale', '--exit-code'])).to.deep.equal({
      code: 0,
      stdout: 'nothing is stale\n',
      stderr: '',
    });
  });

  it('reports a missing folder', async () => {
    file = new FlagFile({});
    const { code, stderr } = await file.run(['stale', 'nowhere']);
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'halyard: source folder not found: nowhere\n',
    });
  });
});

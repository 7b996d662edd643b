import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../../support/until.js';
import type { AppFlags } from '../app-process.js';
import { type Fault, fault } from '../fault.js';
import { ServerWorld, storedFlags } from '../world.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const EDITS = 20;

const folder = mkdtempSync(join(tmpdir(), 'halyard-faults-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const folderOf = (client: string): string => join(folder, client.replace(' ', '-'));

/** Each app's file has a folder of its own. */
function fileOf(client: string): string {
  mkdirSync(folderOf(client), { recursive: true });
  return join(folderOf(client), 'flags.json');
}

/** Why the file of the last known flags is out of date. */
async function fileProblem(app: AppFlags): Promise<string | undefined> {
  return (await app.status()).layers![1]!.reason;
}

/** What befalls the apps themselves. */
export const processFaults: readonly Fault[] = [
  fault({
    name: 'the clock jumps',
    world: () => ServerWorld.start(),
    during: async (_, apps) => {
      for (const days of [1, -2, 400, -4000]) {
        await Promise.all(apps.map(({ app }) => app.setClock(days * DAY_MS)));
        await wait(500);
      }
    },
    heal: (_, apps) => Promise.all(apps.map(({ app }) => app.setClock(0))),
    boundMs: 5000,
  }),
  fault({
    name: 'the folder of the persistent file is gone',
    world: () => ServerWorld.start(),
    file: fileOf,
    during: async (world, apps) => {
      for (const app of apps) {
        await eventually('the flags are saved', async () =>
          (await readFile(fileOf(app.app.client), 'utf8')).includes('other'),
        );
        rmSync(folderOf(app.app.client), { recursive: true });
      }
      await world.cli('HSET', 'feature_flags', 'other', 'off');
      for (const app of apps) {
        await eventually(`${app.app.client} says so`, async () =>
          /could not save: ENOENT/.test((await fileProblem(app)) ?? ''),
        );
      }
    },
    heal: async (_, apps) => {
      for (const { app } of apps) mkdirSync(folderOf(app.client));
    },
    boundMs: 10_000,
    check: async (_, apps) => {
      for (const app of apps) {
        await eventually(
          `${app.app.client} has saved them`,
          async () => (await fileProblem(app)) === undefined,
        );
      }
    },
  }),
  fault({
    name: 'two processes edit one flag at once',
    world: () => ServerWorld.start(),
    during: async (world, apps) => {
      for (let round = 0; round < EDITS; round++) {
        const stored = await storedFlags(world);
        await eventually('both have the flag as it is', async () => {
          const texts = await Promise.all(apps.map((app) => app.texts()));
          return texts.every(({ other }) => other === stored['other']);
        });
        const ifVersion = await apps[0]!.version('other');
        const texts = apps.map(() => `users:${randomUUID()}`);
        const outcomes = await Promise.all(
          apps.map((app, i) => app.edit({ name: 'other', text: texts[i]!, ifVersion })),
        );
        const winners = outcomes.flatMap(({ code }, i) => (code === undefined ? [texts[i]!] : []));
        expect(winners, JSON.stringify(outcomes)).to.have.length(1);
        expect(outcomes.find(({ code }) => code !== undefined)).to.include({
          code: 'CONFLICT',
          current: winners[0]!,
        });
        expect(await storedFlags(world)).to.include({ other: winners[0]! });
      }
    },
    heal: () => Promise.resolve(),
    boundMs: 5000,
  }),
];

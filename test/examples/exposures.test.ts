import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../support/program.js';
import { serveApp } from '../support/serve-app.js';

interface Reported {
  readonly flag: string;
  readonly key: string;
  readonly variant: string;
}

describe('examples/exposures', () => {
  it('reports each user once to a file and to a collector, all of them when it ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halyard-'));
    const received: Reported[] = [];
    let attempts = 0;
    const collector = await serveApp((request, response) => {
      // The first attempt fails, so that the batch comes again.
      const isAvailable = ++attempts > 1;
      void text(request).then((body) => {
        if (isAvailable) received.push(...(JSON.parse(body) as Reported[]));
        const isKnown = request.headers.authorization === 'Bearer secret';
        response.writeHead(!isAvailable ? 503 : isKnown ? 202 : 401).end();
      });
    });
    const file = join(folder, 'exposures.jsonl');
    const program = Program.start('examples/exposures/main.ts', {
      PORT: '0',
      EXPOSURES_FILE: file,
      COLLECTOR_URL: `${collector.origin}/exposures`,
      COLLECTOR_TOKEN: 'secret',
    });
    try {
      const url = await program.url();
      const colors = new Map<string, string>();
      for (const user of ['ana', 'ben', 'cleo', 'ana', 'dora', 'eli', 'ana']) {
        const page = await (await fetch(`${url}/?user=${user}`)).text();
        colors.set(user, /background: (\w+)/.exec(page)![1]!);
      }
      await program.prints(/can not be reported: the collector answered 503/);
      expect(await program.stop(), program.printed).to.equal(0);
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      for (const exposures of [lines.map((line) => JSON.parse(line) as Reported), received]) {
        expect(exposures.map(({ flag }) => flag)).to.deep.equal(Array.from(colors, () => 'button'));
        expect(exposures.map(({ key, variant }) => [key, variant])).to.deep.equal([...colors]);
      }
    } finally {
      await program.stop();
      await collector.close();
      rmSync(folder, { recursive: true });
    }
  });
});

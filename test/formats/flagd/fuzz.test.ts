import { FeatureFlags, MemoryBackend } from '@halyard/core';
import type { FlagDefinition, JsonValue } from '@halyard/core';
import { read, write } from '@halyard/formats/flagd';
import { FlagdCore } from '@openfeature/flagd-core';
import { expect } from 'chai';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { randomContext } from './random-contexts.js';
import { randomDefinition } from './random-definition.js';
import { randomFlag } from './random-targeting.js';

/** Evaluations that are compared in each direction. */
const CASES = numberFromEnvironment('FLAGD_CASES', 5000);
const SEED = numberFromEnvironment('FLAGD_SEED', 1);
const CONTEXTS_OF_ONE = 10;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

interface Counted {
  flags: number;
  translated: number;
  compared: number;
  failures: number;
}

/** Counts, for the output of a long run. */
function report(direction: string, { flags, translated, compared, failures }: Counted): void {
  if (CASES <= 5000) return;
  console.log(
    `${direction}: ${flags} flags, ${translated} translated, ${compared} compared, ${failures} failures`,
  );
}

/** What flagd answers: a value, `undefined` where it leaves the value to the caller, or that it failed to evaluate. */
function flagdAnswer(
  core: FlagdCore,
  context: object,
): { readonly value?: unknown; readonly failed: boolean } {
  const { value, errorCode, errorMessage } = core.getFlag('flag')!.evaluate(context as never, silent);
  const isUnknown = errorMessage?.startsWith('Variant ') === true;
  return { value, failed: errorCode !== undefined && !isUnknown };
}

async function ours(definition: FlagDefinition): Promise<FeatureFlags> {
  const flags = new Map([['flag', JSON.stringify(definition)]]);
  return FeatureFlags.open(new MemoryBackend(flags), { logger: false });
}

describe('random flags', function () {
  this.timeout(0);

  it('of flagd serve after an import what they did before; where flagd fails, the default', async () => {
    const random = seededRandom(SEED);
    const counted: Counted = { flags: 0, translated: 0, compared: 0, failures: 0 };
    while (counted.compared < CASES) {
      const flag = randomFlag(random);
      counted.flags++;
      const { flags: translated, problems } = read({ flags: { flag } });
      if (problems.length > 0) continue;
      counted.translated++;
      const definition = translated.get('flag') as FlagDefinition;
      const fallback = definition.variants![definition.default as string];
      const core = new FlagdCore(undefined, silent);
      core.setConfigurations(JSON.stringify({ flags: { flag } }));
      const flags = await ours(definition);
      for (let i = 0; i < CONTEXTS_OF_ONE; i++) {
        const context = randomContext(random);
        const { value, failed } = flagdAnswer(core, context);
        counted.compared++;
        if (failed) counted.failures++;
        const expected = failed ? fallback : (value ?? null);
        expect(flags.evaluate('flag', context).value, describeCase(flag, definition, context)).to.deep.equal(
          expected,
        );
      }
      await flags.close();
    }
    report('import', counted);
    expect(counted.translated / counted.flags).to.be.above(0.5);
  });

  it('of Halyard are served by flagd as we serve them, unless flagd fails', async () => {
    const random = seededRandom(SEED);
    const counted: Counted = { flags: 0, translated: 0, compared: 0, failures: 0 };
    while (counted.compared < CASES) {
      const definition = randomDefinition(random);
      counted.flags++;
      const { document, problems } = write([['flag', JSON.stringify(definition)]]);
      if (problems.length > 0) continue;
      counted.translated++;
      const core = new FlagdCore(undefined, silent);
      core.setConfigurations(JSON.stringify(document));
      const flags = await ours(definition);
      for (let i = 0; i < CONTEXTS_OF_ONE; i++) {
        const context = randomContext(random);
        const { value, failed } = flagdAnswer(core, context);
        counted.compared++;
        if (failed) counted.failures++;
        else {
          const { value: own } = flags.evaluate('flag', context);
          expect(value, describeCase(document, definition, context)).to.deep.equal(own);
        }
      }
      await flags.close();
    }
    report('export', counted);
    expect(counted.failures / counted.compared).to.be.below(0.2);
  });
});

function describeCase(flag: JsonValue, definition: object, context: object): string {
  return [flag, definition, context].map((each) => JSON.stringify(each)).join('\n');
}

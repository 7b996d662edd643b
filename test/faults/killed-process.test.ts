import { settled } from '../support/redis-replicas.js';
import { eventually } from '../support/until.js';
import { AppProcess } from './app-process.js';
import { clientsUnderFault } from './clients-under-fault.js';
import { ServerWorld, store } from './world.js';

/** Longer than the test may take, so that no poll finds anything. */
const LIVE_POLL_MS = 3_600_000;
const BOUND_MS = 10_000;

for (const client of clientsUnderFault) {
  describe(`a process that is killed between a flip and its announcement, over ${client}`, function () {
    this.timeout(60_000);
    let world: ServerWorld;
    const programs: AppProcess[] = [];

    before(async () => {
      world = await ServerWorld.start();
    });

    after(async () => {
      for (const program of programs) await program.kill();
      await world.stop();
    });

    it('does not keep the others from seeing it at once', async () => {
      await store(world, { gated: 'on' });
      programs.push(...(await Promise.all([AppProcess.start(client), AppProcess.start(client)])));
      const [survivor, witness] = await Promise.all(
        programs.map((program) => program.open({ at: world.at, options: { livePollMs: LIVE_POLL_MS } })),
      );
      await Promise.all([survivor!.reaches('live'), witness!.reaches('live')]);
      await settled(world);

      // The server pushes the first flip to both. The witness alone reads it, so it alone gets a push for the second.
      survivor!.app.pause();
      await store(world, { first: 'on' });
      await eventually('the witness has the first flip', async () => 'first' in (await witness!.texts()));
      witness!.app.pause();
      await store(world, { second: 'on' });
      await witness!.app.kill();
      survivor!.app.resume();

      const holdsBoth = async (): Promise<boolean> => {
        const { first, second } = await survivor!.texts();
        return first === 'on' && second === 'on';
      };
      await eventually('the survivor has both flips', holdsBoth, BOUND_MS);
    });
  });
}

import { eventually } from '../support/until.js';
import { AppProcess } from './app-process.js';
import { clientsUnderFault } from './clients-under-fault.js';
import { ServerWorld, store } from './world.js';

const WATCHERS = 3;
/** A slot expires after 15 s, and a poll takes it. */
const BOUND_MS = 25_000;

for (const client of clientsUnderFault) {
  describe(`three watchers that are frozen at once, over ${client}`, function () {
    this.timeout(90_000);
    let world: ServerWorld;
    const programs: AppProcess[] = [];

    before(async () => {
      world = await ServerWorld.start();
    });

    after(async () => {
      for (const program of programs) await program.kill();
      await world.stop();
    });

    it('hide a raw change only until their slots expire', async () => {
      await store(world, { gated: 'on' });
      for (let i = 0; i <= WATCHERS; i++) programs.push(await AppProcess.start(client));
      // One after another: the first three take the slots.
      const opened = [];
      for (const program of programs) {
        const app = await program.open({ at: world.at, options: { livePollMs: 1000 } });
        await app.reaches('live');
        opened.push(app);
      }
      for (const program of programs.slice(0, WATCHERS)) program.pause();
      await store(world, { hidden: 'on' });
      const last = opened.at(-1)!;
      await eventually(
        'the last replica has the change',
        async () => 'hidden' in (await last.texts()),
        BOUND_MS,
      );
      for (const program of programs.slice(0, WATCHERS)) program.resume();
      await store(world, { later: 'on' });
      for (const app of opened) {
        await eventually('each replica has both', async () => {
          const texts = await app.texts();
          return texts['hidden'] === 'on' && texts['later'] === 'on';
        });
      }
    });
  });
}

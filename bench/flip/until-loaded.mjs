import { setTimeout as pause } from 'node:timers/promises';

/** Waits until every replica is live and has this many flags. */
export async function untilLoaded(replicas, flags) {
  for (let tries = 0; tries < 600; tries++) {
    const reports = await Promise.all(replicas.map((replica) => replica.ask('report')));
    if (reports.every((report) => report.state === 'live' && report.flags === flags)) return;
    await pause(100);
  }
  throw new Error(`not every replica was live with ${flags} flags within a minute`);
}

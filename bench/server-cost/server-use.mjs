/**
 * What `run` made the server do: milliseconds of processor time, and of running scripts as part of that, bytes sent and
 * received, and how long it took.
 */
export async function serverUse(client, run) {
  const before = await counters(client);
  const start = performance.now();
  await run();
  const ms = performance.now() - start;
  const after = await counters(client);
  return {
    ms,
    processor: after.processor - before.processor,
    scripts: after.scripts - before.scripts,
    sent: after.sent - before.sent,
    received: after.received - before.received,
  };
}

async function counters(client) {
  const sections = await Promise.all(['cpu', 'stats', 'commandstats'].map((section) => client.info(section)));
  const info = sections.join('\n');
  const value = (name) => Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(info)[1]);
  const microseconds = [...info.matchAll(/^cmdstat_eval(?:sha)?:calls=\d+,usec=(\d+)/gm)].map(([, each]) =>
    Number(each),
  );
  return {
    processor: (value('used_cpu_user') + value('used_cpu_sys')) * 1000,
    scripts: microseconds.reduce((sum, each) => sum + each, 0) / 1000,
    sent: value('total_net_output_bytes'),
    received: value('total_net_input_bytes'),
  };
}

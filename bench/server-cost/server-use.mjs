/** What `run` made the server do: milliseconds of processor time, bytes sent and received, and how long it took. */
export async function serverUse(client, run) {
  const before = await counters(client);
  const start = performance.now();
  await run();
  const ms = performance.now() - start;
  const after = await counters(client);
  return {
    ms,
    processor: after.processor - before.processor,
    sent: after.sent - before.sent,
    received: after.received - before.received,
  };
}

async function counters(client) {
  const info = `${await client.info('cpu')}\n${await client.info('stats')}`;
  const value = (name) => Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(info)[1]);
  return {
    processor: (value('used_cpu_user') + value('used_cpu_sys')) * 1000,
    sent: value('total_net_output_bytes'),
    received: value('total_net_input_bytes'),
  };
}

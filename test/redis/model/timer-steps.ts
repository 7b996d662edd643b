import { SLOT_EXPIRY_MS, slotToTake } from '../../../packages/redis/src/announced/slots.js';
import type { Step } from './explore.js';
import { afterRead, polled } from './follow.js';
import { hashRead, poll } from './protocol-steps.js';
import type { Rule } from './rules.js';
import type { Scenario } from './scenario.js';
import { NOW, type World, isSubscribed, spend, withReplica } from './world.js';

/** What timers do: all of them once everything is quiet, and polls earlier too, so many times. */
export function timerSteps(
  world: World,
  scenario: Scenario,
  isQuiet: boolean,
  without: Rule | undefined,
): Step<World>[] {
  if (!scenario.polls) return [];
  const steps: Step<World>[] = [];
  for (const [index, replica] of world.replicas.entries()) {
    const { name, stage, frozen, polling, slot } = replica;
    if (stage !== 'on' || frozen || polling !== undefined) continue;
    const sent = poll(replica, world.server);
    const early = spend(world, 'early poll');
    if (early !== undefined) {
      const next = withReplica(early, index, { polling: sent }, without);
      steps.push({ label: `${name} polls early`, next, by: 'outside' });
    }
    if (!isQuiet) continue;
    const next = withReplica(world, index, polled(replica, sent.sent, sent.reply, without), without);
    steps.push({ label: `${name} polls`, next, by: 'timer' });
    if (scenario.rareReads === true && without !== 'each replica compares now and then') {
      const read = afterRead(replica, hashRead(replica, world.server), without);
      steps.push({ label: `${name} compares`, next: withReplica(world, index, read, without), by: 'timer' });
    }
    if (scenario.slots !== true) continue;
    const seen = slot === undefined ? takeSlot(world, index, without) : keepSlot(world, index, slot, without);
    steps.push({ label: `${name} sees to its slot`, next: seen, by: 'timer' });
  }
  return isQuiet && scenario.slots === true ? [...steps, ...expiries(world)] : steps;
}

function takeSlot(world: World, index: number, without: Rule | undefined): World {
  const { server, replicas } = world;
  const { name } = replicas[index]!;
  // The holders that are not replicas of this world are processes that are frozen and subscribed.
  const others = server.slots.flatMap((slot) =>
    slot !== undefined && !replicas.some((replica) => replica.name === slot.holder) ? [slot.holder] : [],
  );
  const subscribed = new Set([...replicas.filter(isSubscribed).map((replica) => replica.name), ...others]);
  const slots = server.slots.map((slot) =>
    slot !== undefined && without === 'a slot expires' ? { ...slot, comparedAt: NOW } : slot,
  );
  const slot = slotToTake(name, slots, subscribed, NOW);
  if (slot === undefined) return world;
  const taken = {
    ...world,
    server: { ...server, slots: server.slots.with(slot, { holder: name, comparedAt: NOW }) },
  };
  const compares = without !== 'taking a slot begins with a watch read';
  return withReplica(taken, index, { slot, watches: true, due: compares, armed: !compares }, without);
}

/** A comparison is noted in the slot. A watcher that finds another holder stops to watch. */
function keepSlot(world: World, index: number, slot: number, without: Rule | undefined): World {
  const { server } = world;
  const { name } = world.replicas[index]!;
  if (server.slots[slot]?.holder !== name) {
    return withReplica(world, index, { slot: undefined, watches: false, armed: false }, without);
  }
  const slots = server.slots.with(slot, { holder: name, comparedAt: NOW });
  return { ...world, server: { ...server, slots } };
}

/** The slot of a holder that no longer compares expires, at some time. */
function expiries(world: World): Step<World>[] {
  const { server, replicas } = world;
  const steps: Step<World>[] = [];
  for (const [index, slot] of server.slots.entries()) {
    const holder = replicas.find(({ name }) => name === slot?.holder);
    const compares = holder === undefined ? index > 0 : holder.stage === 'on' && !holder.frozen;
    if (slot === undefined || slot.comparedAt < NOW || compares) continue;
    const slots = server.slots.with(index, { ...slot, comparedAt: NOW - SLOT_EXPIRY_MS });
    steps.push({
      label: `slot ${index} expires`,
      next: { ...world, server: { ...server, slots } },
      by: 'timer',
    });
  }
  return steps;
}

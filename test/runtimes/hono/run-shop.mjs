// Starts a runtime that serves the shop, asks the shop, and ends the runtime.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { askShop } from './ask-shop.mjs';

/** `originIn` finds the shop's address in a line that the runtime prints. */
export async function runShop(command, args, originIn) {
  const runtime = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(runtime, 'exit');
  try {
    const origin = await Promise.race([
      firstOrigin(runtime.stdout, originIn),
      exit.then(([code]) => Promise.reject(new Error(`${command} ended with ${code} before it listened`))),
    ]);
    await askShop(origin);
    console.log(`the shop does on ${command} what it does on Node`);
  } finally {
    runtime.kill();
    await exit;
  }
}

async function firstOrigin(output, originIn) {
  for await (const line of createInterface(output)) {
    const origin = originIn(line);
    if (origin !== undefined) return origin;
  }
  throw new Error('the runtime did not print its address');
}

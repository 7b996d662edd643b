import { setTimeout } from 'node:timers/promises';
import { Problem } from '../http/problem.js';

/** How many unknown tokens of an address are free: typing errors, and tokens that have been replaced. */
const FREE = 5;
/** The delay after the next one. It doubles with each, up to the longest. */
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** The longest time that a request waits for those before it. */
const LONGEST_WAIT_MS = 10_000;
/** The time after which an address without unknown tokens is as good as new. */
const FORGET_MS = 600_000;
const MAX_ADDRESSES = 10_000;

/** The tokens that came from one address. */
interface Address {
  /** The first unknown ones. The same one again, for example of a program with an old token, is no other guess. */
  unknown: Set<string>;
  /** Those that were accepted. */
  readonly accepted: Set<string>;
  guesses: number;
  lastGuess: number;
  /** When the next guess is answered. */
  nextAnswer: number;
}

/** The clock, and the way to wait. */
export interface Time {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
}

const TIME: Time = {
  now: () => performance.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
};

/**
 * Slows down guesses of tokens: after several unknown tokens from an address, its requests are answered one after another.
 * A right token waits too, since a fast answer would tell it from a wrong one; only a token that the address has used
 * before does not. So a client with an old token keeps no other client from its work.
 */
export class TokenGuesses {
  readonly #addresses = new Map<string, Address>();
  readonly #onFirst: (address: string) => void;
  readonly #time: Time;

  /** Calls `onFirst` for the first guess from an address. */
  constructor(onFirst: (address: string) => void, time: Time = TIME) {
    this.#onFirst = onFirst;
    this.#time = time;
  }

  /** Resolves when the request may be answered. Rejects with a {@link Problem} (429) if too many others wait. */
  async admit(from: string, digest: string, isAccepted: boolean, signal: AbortSignal): Promise<void> {
    const address = this.#address(from);
    const isKnown = address.accepted.has(digest);
    if (!isAccepted) this.#count(address, from, digest);
    if (!isKnown && address.guesses > FREE) await this.#wait(address, signal);
    if (isAccepted) address.accepted.add(digest);
  }

  #address(from: string): Address {
    const known = this.#addresses.get(from);
    if (known !== undefined) {
      if (this.#time.now() - known.lastGuess > FORGET_MS) {
        known.guesses = 0;
        known.unknown = new Set();
      }
      return known;
    }
    for (const oldest of this.#addresses.keys()) {
      if (this.#addresses.size < MAX_ADDRESSES) break;
      this.#addresses.delete(oldest);
    }
    const address = {
      unknown: new Set<string>(),
      accepted: new Set<string>(),
      guesses: 0,
      lastGuess: -Infinity,
      nextAnswer: -Infinity,
    };
    this.#addresses.set(from, address);
    return address;
  }

  #count(address: Address, from: string, digest: string): void {
    address.lastGuess = this.#time.now();
    if (address.unknown.has(digest)) return;
    if (address.unknown.size < FREE) address.unknown.add(digest);
    address.guesses++;
    if (address.guesses === 1) this.#onFirst(from);
  }

  async #wait(address: Address, signal: AbortSignal): Promise<void> {
    const now = this.#time.now();
    const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (address.guesses - FREE - 1));
    const answer = Math.max(now, address.nextAnswer) + delay;
    if (answer - now > LONGEST_WAIT_MS) {
      const seconds = Math.ceil((answer - now) / 1000);
      throw new Problem(
        429,
        'TOO_MANY_ATTEMPTS',
        'too many unknown tokens from this address: try again later',
        {
          headers: { 'Retry-After': String(seconds) },
        },
      );
    }
    address.nextAnswer = answer;
    await this.#time.wait(answer - now, signal);
  }
}

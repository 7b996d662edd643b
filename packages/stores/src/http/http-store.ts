import { type FlagChanges, type FlagEntries, type FlagStore } from '@halyard/core/store';
import type { Syntax } from '@halyard/formats';
import type { KnownSections } from '@halyard/formats/halyard';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';
import { KnownDocument } from '../requests/known-document.js';
import { readFailure } from '../requests/read-failure.js';
import { flagsIn } from './flags-in.js';
import { ageMs, freshMs } from './freshness.js';

export interface HttpStoreOptions {
  readonly envelope: readonly string[];
  readonly syntax: Syntax | undefined;
  readonly maxAgeMs: number | undefined;
}

/** A `max-age` counts for at most so long, in milliseconds, unless the options say otherwise. */
const LONGEST_FRESH_MS = 300_000;

/** The flags in one document of a web server. */
export class HttpStore implements FlagStore {
  readonly name: string;
  readonly #client: HttpClient;
  readonly #options: HttpStoreOptions;
  readonly #document = new KnownDocument();
  readonly #sections: KnownSections = new Map();
  #freshUntil = 0;
  #asksNext = false;

  constructor(client: HttpClient, options: HttpStoreOptions) {
    this.name = `http(${client.shown})`;
    this.#client = client;
    this.#options = options;
  }

  /** Has the next load ask the origin, although an answer is fresh. */
  askNext(): void {
    this.#asksNext = true;
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    const asks = this.#asksNext;
    this.#asksNext = false;
    this.#document.begin();
    if (!asks && this.#document.isKnown && performance.now() < this.#freshUntil) {
      return this.#document.unchanged(signal);
    }
    try {
      return await this.#ask(signal, asks);
    } catch (error) {
      this.#freshUntil = 0;
      this.#document.giveAllNext();
      throw readFailure(this.#client.shown, error);
    }
  }

  async #ask(signal: AbortSignal, pastCaches: boolean): Promise<FlagEntries | FlagChanges> {
    const headers = {
      ...this.#document.conditions,
      ...(pastCaches ? { 'Cache-Control': 'no-cache' } : {}),
    };
    const response = await this.#client.send({ headers, signal });
    const isUnchanged = response.status === 304 && this.#document.isKnown;
    if (!isUnchanged && response.status !== 200) throw await this.#client.failure(response);
    this.#assertAge(response.headers);
    const entries = isUnchanged ? undefined : await this.#read(response);
    const { maxAgeMs = LONGEST_FRESH_MS } = this.#options;
    this.#freshUntil = performance.now() + Math.min(maxAgeMs, freshMs(response.headers));
    if (entries === undefined) return this.#document.unchanged(signal);
    return this.#document.sent(entries, response.headers, signal);
  }

  async #read(response: Response): Promise<FlagEntries> {
    const { envelope, syntax = this.#syntaxOf(response.headers) } = this.#options;
    return flagsIn(await bodyText(response), { syntax, envelope, known: this.#sections });
  }

  #syntaxOf(headers: Headers): Syntax {
    const isYaml =
      /\byaml\b/i.test(headers.get('content-type') ?? '') || /\.ya?ml$/i.test(this.#client.pathname);
    return isYaml ? 'yaml' : 'json';
  }

  #assertAge(headers: Headers): void {
    const { maxAgeMs } = this.#options;
    const age = ageMs(headers);
    if (maxAgeMs === undefined || age <= maxAgeMs) return;
    throw new Error(
      `a cache held the answer for ${age / 1000} s, longer than maxAgeMs (${maxAgeMs / 1000} s)`,
    );
  }
}

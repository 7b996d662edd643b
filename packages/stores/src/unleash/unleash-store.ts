import { type FlagChanges, type FlagEntries, type FlagStore } from '@halyard/core/store';
import { readDocument } from '@halyard/formats';
import { read } from '@halyard/formats/unleash';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';
import { KnownDocument } from '../requests/known-document.js';
import { readFailure } from '../requests/read-failure.js';

/** So many features are named in the status; of others, only the number is. */
const MOST_NAMED = 5;

/** The features of an Unleash. */
export class UnleashStore implements FlagStore {
  readonly name: string;
  readonly #client: HttpClient;
  readonly #document = new KnownDocument();
  #problem: string | undefined;

  constructor(client: HttpClient) {
    this.name = `unleash(${client.shown})`;
    this.#client = client;
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    this.#document.begin();
    try {
      return await this.#ask(signal);
    } catch (error) {
      this.#document.giveAllNext();
      throw readFailure(this.#client.shown, error);
    }
  }

  /** The features that can't be translated. */
  problem(): string | undefined {
    return this.#problem;
  }

  async #ask(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    const headers = this.#document.conditions;
    const response = await this.#client.send({ path: '/client/features', headers, signal });
    if (response.status === 304 && this.#document.isKnown) return this.#document.unchanged(signal);
    if (response.status !== 200) throw await this.#client.failure(response);
    const { flags, problems } = read(readDocument(await bodyText(response), 'json'));
    this.#problem = sentenceOf(problems);
    return this.#document.sent(flags, response.headers, signal);
  }
}

function sentenceOf(problems: ReturnType<typeof read>['problems']): string | undefined {
  if (problems.length === 0) return undefined;
  const named = problems.slice(0, MOST_NAMED).map(({ name, problem }) => `${name} (${problem})`);
  const others = problems.length - named.length;
  const all = [...named, ...(others === 0 ? [] : [`and ${others} more`])].join(', ');
  return `features of Unleash that can't be translated are missing: ${all}`;
}

import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { FLIPPED } from '../flip/texts.mjs';
import { TOKEN } from './token.mjs';

const HEADERS = { Authorization: `Bearer ${TOKEN}` };
/** Clients that lost their relay come back at random times within so long. */
const RETURN_MS = 500;
const NUMBER = new RegExp(`"${FLIPPED}".*?\\\\"default\\\\":(\\d+)`, 'g');

/**
 * A client that follows the events of one of several relays and knows the number of the last flip. If its relay dies, it goes
 * on at the next one, as behind a load balancer.
 */
export class EventStream {
  /** The number of the last flip that it knows. */
  number = 0;
  /** How often it lost a relay. */
  moves = 0;
  #urls;
  #at;
  #seen;
  #lastId;

  /** `seen(number)` is called for each new number. */
  constructor(urls, at, seen) {
    this.#urls = urls;
    this.#at = at;
    this.#seen = seen;
  }

  /** Resolves when the stream is open for the first time. */
  open() {
    return new Promise((resolve) => void this.#follow(resolve));
  }

  async #follow(opened) {
    for (;;) {
      const url = this.#urls[this.#at % this.#urls.length];
      try {
        await this.#read(url, opened);
      } catch {}
      this.moves++;
      this.#at++;
      await pause(Math.random() * RETURN_MS);
    }
  }

  async #read(url, opened) {
    const headers = this.#lastId === undefined ? HEADERS : { ...HEADERS, 'Last-Event-ID': this.#lastId };
    const response = await get(`${url}api/v1/events`, headers);
    opened();
    let text = '';
    for await (const piece of response.setEncoding('latin1')) {
      text += piece;
      const end = text.lastIndexOf('\n\n');
      if (end < 0) continue;
      await this.#take(text.slice(0, end), url);
      text = text.slice(end + 2);
    }
  }

  async #take(events, url) {
    for (const [, number] of events.matchAll(NUMBER)) this.#know(Number(number));
    // The relay does not know what this client has seen elsewhere. If this fails, the client asks again with its earlier id.
    if (events.includes('event: reset')) await this.#ask(url);
    this.#lastId = [...events.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? this.#lastId;
  }

  async #ask(url) {
    let text = '';
    for await (const piece of await get(`${url}api/v1/flags/${FLIPPED}`, HEADERS)) text += piece;
    this.#know(JSON.parse(text).definition.default);
  }

  #know(number) {
    if (number <= this.number) return;
    this.number = number;
    this.#seen(number);
  }
}

function get(url, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(new Error(`answered ${response.statusCode}`));
    });
    sent.on('error', reject);
    sent.end();
  });
}

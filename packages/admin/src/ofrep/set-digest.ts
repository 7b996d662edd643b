import { hash } from 'node:crypto';

/** A digest of a set of texts, whatever their order. */
export class SetDigest {
  #first = 0;
  #second = 0;
  #size = 0;

  /** Adds a text that is not in the set yet. */
  add(text: string): void {
    const digest = hash('sha256', text, 'buffer');
    this.#first = (this.#first + digest.readUInt32LE(0)) >>> 0;
    this.#second = (this.#second + digest.readUInt32LE(4)) >>> 0;
    this.#size++;
  }

  toString(): string {
    return [this.#size, this.#first, this.#second].map((each) => each.toString(36)).join('-');
  }
}

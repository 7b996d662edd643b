import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, Scalar } from 'yaml';
import { YamlProblem } from './yaml-problem.js';

/** The aliases of a file repeat at most so many characters. */
const MAX_REPEATED = 1024 * 1024;

/** A value that an alias can repeat. */
export interface Anchor {
  readonly value: unknown;
  /** About how many characters it is written with, aliases included. */
  readonly size: number;
  /** Which part of the file has it. */
  readonly owner: object;
}

/** Reads the values of nodes in the order of the file, so that an alias finds the anchors above it. */
export class YamlReader {
  readonly anchors: Map<string, Anchor>;
  /** What the nodes say that were read for the present owner. */
  readonly values = new Map<unknown, unknown>();
  #borrowed = new Map<string, Anchor>();
  #owner: object = this;
  #hasAnchors = false;
  #size = 0;
  #repeated = 0;

  constructor(anchors: ReadonlyMap<string, Anchor> = new Map()) {
    this.anchors = new Map(anchors);
  }

  /** What is read from here on is this owner's. */
  begin(owner: object): void {
    this.#owner = owner;
    this.#borrowed = new Map();
    this.#hasAnchors = false;
    this.values.clear();
  }

  /** The anchors of other owners that the present one's aliases repeat. */
  get borrowed(): ReadonlyMap<string, Anchor> {
    return this.#borrowed;
  }

  /** True if what the present owner's nodes say depends on no other owner, nor others on it. */
  get isIndependent(): boolean {
    return !this.#hasAnchors && this.#borrowed.size === 0;
  }

  /** Throws a {@link YamlProblem}. */
  value(node: unknown): unknown {
    const before = this.#size;
    const value = this.#content(node);
    this.values.set(node, value);
    if (isNode(node) && !isAlias(node) && node.anchor !== undefined) {
      this.#hasAnchors = true;
      this.anchors.set(node.anchor, { value, size: this.#size - before, owner: this.#owner });
    }
    return value;
  }

  /** The name of a pair, which is added to those `seen` in its map. Throws a {@link YamlProblem} if it is one of them. */
  name(pair: Pair, seen: Set<string>): string {
    const name = keyName(pair);
    if (name === undefined) {
      throw new YamlProblem(
        "a flag's name must be plain text, found a list, a map or an alias",
        startOf(pair.key),
      );
    }
    if (seen.has(name)) {
      throw new YamlProblem(
        `the key ${JSON.stringify(name)} is given twice, the second time`,
        startOf(pair.key),
      );
    }
    seen.add(name);
    if (isScalar(pair.key)) this.value(pair.key);
    return name;
  }

  #content(node: unknown): unknown {
    if (isAlias(node)) return this.#repeat(node.source, startOf(node));
    this.#size += 2;
    if (isScalar(node)) {
      this.#size += node.source?.length ?? 0;
      return node.value;
    }
    if (isSeq(node)) return node.items.map((item) => this.value(item));
    if (!isMap(node)) return node ?? null;
    const seen = new Set<string>();
    // Unlike an assignment this makes `__proto__` a key like any other.
    return Object.fromEntries(
      node.items.map((pair) => [this.name(pair, seen), this.value(pair.value)] as const),
    );
  }

  #repeat(name: string, offset: number): unknown {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) throw new YamlProblem(`no anchor &${name} is above the alias *${name}`, offset);
    this.#size += anchor.size;
    this.#repeated += anchor.size;
    if (this.#repeated > MAX_REPEATED) {
      throw new YamlProblem('the aliases repeat more than 1 MiB: write the values out', offset);
    }
    if (anchor.owner !== this.#owner) this.#borrowed.set(name, anchor);
    return anchor.value;
  }
}

/** The name that a key stands for, as typed: the key `404` is the name "404"; `undefined` for a key that is not a scalar. */
export function keyName({ key }: Pair): string | undefined {
  if (typeof key === 'string') return key;
  if (!(key instanceof Scalar)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** Where a node begins in its text. */
export function startOf(node: unknown): number {
  return (node as Partial<Node> | null)?.range?.[0] ?? 0;
}

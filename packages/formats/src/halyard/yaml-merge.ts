import { isObject } from '@halyard/core/store';
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { keyName } from '../syntax/yaml-reader.js';

/**
 * Makes a node say `value`: `node` itself, changed only where it says something else, so that the comments of what stays are
 * kept; or a new one in its place when it is of another kind.
 */
export class YamlMerge {
  readonly #document: Document;
  readonly #text: string;
  readonly #values: ReadonlyMap<unknown, unknown>;

  /** `values`: what the nodes of `document` say, which was read from `text`. */
  constructor(document: Document, text: string, values: ReadonlyMap<unknown, unknown>) {
    this.#document = document;
    this.#text = text;
    this.#values = values;
  }

  merge(node: unknown, value: unknown): Node {
    if (isNode(node) && this.#says(node, value)) {
      this.keepLayout(node);
      return node;
    }
    if (isMap(node) && isObject(value)) return this.#mergeMap(node, value);
    if (isSeq(node) && Array.isArray(value)) return this.#mergeList(node, value);
    if (isScalar(node) && (typeof value !== 'object' || value === null)) {
      node.value = value;
      return node;
    }
    const made = this.#document.createNode(value);
    if (isNode(node)) made.commentBefore = comments(node) ?? null;
    return made;
  }

  /** Lists and maps within brackets that do not change are printed as they were written. */
  keepLayout(node: unknown): void {
    if (!isCollection(node)) return;
    const { range } = node;
    if (node.flow === true && range != null) {
      const written = this.#text.slice(range[0], range[1]);
      node.toString = () => written;
      return;
    }
    for (const item of node.items) this.keepLayout((item as { value?: unknown } | null)?.value ?? item);
  }

  #says(node: Node, value: unknown): boolean {
    return this.#values.has(node) && JSON.stringify(this.#values.get(node)) === JSON.stringify(value);
  }

  #mergeMap(map: YAMLMap, value: object): YAMLMap {
    const pairs = new Map(map.items.map((pair) => [keyName(pair), pair]));
    // In the order of `value`: the flag's text, and with it its version, depends on the order.
    map.items = Object.entries(value).map(([key, item]) => {
      const pair = pairs.get(key);
      if (pair === undefined) return this.#document.createPair(key, item);
      pair.value = this.merge(pair.value, item);
      return pair;
    });
    return map;
  }

  #mergeList(list: YAMLSeq, value: readonly unknown[]): YAMLSeq {
    list.items = value.map((item, i) => this.merge(list.items[i], item));
    return list;
  }
}

function comments(node: Node): string | undefined {
  const found = [node.commentBefore, node.comment].filter((comment) => comment != null);
  return found.length === 0 ? undefined : found.join('\n');
}

import { isObject } from '@halyard/core/store';
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/**
 * A node that says `value`: `node` itself, changed only where it says something else, so that the comments of what stays
 * are kept; or a new one in its place when it is of another kind.
 */
export function mergeNode(document: Document, node: unknown, value: unknown): Node {
  if (isMap(node) && isObject(value)) return mergeMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return mergeList(document, node, value);
  if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    node.value = value;
    return node;
  }
  const made = document.createNode(value);
  if (isNode(node)) made.commentBefore = comments(node) ?? null;
  return made;
}

/** The name that a key stands for, as typed: the key `404` is the name "404"; `undefined` for a key that is not a scalar. */
export function keyName({ key }: Pair): string | undefined {
  if (typeof key === 'string') return key;
  if (!(key instanceof Scalar)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function mergeMap(document: Document, map: YAMLMap, value: object): YAMLMap {
  const pairs = new Map(map.items.map((pair) => [keyName(pair), pair]));
  // In the order of `value`: the flag's text, and with it its version, depends on the order.
  map.items = Object.entries(value).map(([key, item]) => {
    const pair = pairs.get(key);
    if (pair === undefined) return document.createPair(key, item);
    pair.value = mergeNode(document, pair.value, item);
    return pair;
  });
  return map;
}

function mergeList(document: Document, list: YAMLSeq, value: readonly unknown[]): YAMLSeq {
  list.items = value.map((item, i) => mergeNode(document, list.items[i], item));
  return list;
}

function comments(node: Node): string | undefined {
  const found = [node.commentBefore, node.comment].filter((comment) => comment != null);
  return found.length === 0 ? undefined : found.join('\n');
}

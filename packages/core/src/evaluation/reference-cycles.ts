import type { Flag } from './flag.js';
import { isSegmentName } from '../flag/name.js';
import type { InvalidFlag } from './invalid-flag.js';
import { MAX_DEPTH } from './follow-reference.js';

/** Finds the flag that a name refers to. */
type GetFlag = (name: string) => Flag | undefined;

/**
 * Whether the answer of the flag `name` can differ with the context, by its own definition or by that of
 * any flag or segment it refers to. Cycles end the search and add nothing.
 */
export function dependsOnContext(name: string, get: GetFlag): boolean {
  const seen = new Set([name]);
  // The set grows while it is walked: a queue that takes each name once.
  for (const each of seen) {
    const flag = get(each);
    if (flag === undefined || flag.constant !== undefined) continue;
    if (flag.readsContext) return true;
    for (const other of flag.references) seen.add(other);
  }
  return false;
}

/** A flag on the way: when it was reached, and the earliest flag that can be reached from it. */
interface Visit {
  readonly name: string;
  readonly references: readonly string[];
  readonly order: number;
  earliest: number;
  /** The next reference to look at. */
  next: number;
  /** The longest chain of references behind it. */
  depth: number;
  done: boolean;
}

/**
 * Finds the flags and segments that refer to themselves: the strongly connected components, by Tarjan's algorithm (1972)
 * with its own stack, so that a chain of 10,000 flags does not overflow it. A flag is searched once, when its cycle is
 * first asked for: until then a changed flag costs nothing, however many flags there are. The result holds until a flag
 * with references changes, is added or is removed.
 */
export class ReferenceCycles {
  /** The cycle that each flag on a cycle belongs to. */
  readonly #groups = new Map<string, number>();
  readonly #problems: InvalidFlag[] = [];
  readonly #visits = new Map<string, Visit>();
  readonly #open: Visit[] = [];

  /** True when `from`, which refers to `to`, is on one cycle with it. */
  joins(from: string, to: string, get: GetFlag): boolean {
    if (!this.#visits.has(from)) this.#visit(from, get);
    if (this.#groups.size === 0) return false;
    const group = this.#groups.get(from);
    return group !== undefined && group === this.#groups.get(get(to)?.name ?? to);
  }

  /** One for each group of `flags` that refer to one another, and one for each chain that is too long. */
  problems(flags: Iterable<Flag>, get: GetFlag): readonly InvalidFlag[] {
    for (const { name, references } of flags) {
      if (references.length > 0 && !this.#visits.has(name)) this.#visit(name, get);
    }
    return this.#problems;
  }

  #visit(root: string, get: GetFlag): void {
    const path = [this.#begin(root, get)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const reference = visit.references[visit.next++];
      if (reference === undefined) {
        path.pop();
        this.#end(visit);
        const parent = path.at(-1);
        if (parent !== undefined) settle(parent, visit);
        continue;
      }
      const to = get(reference)?.name ?? reference;
      const other = this.#visits.get(to);
      if (other === undefined) path.push(this.#begin(to, get));
      else settle(visit, other);
    }
  }

  #begin(name: string, get: GetFlag): Visit {
    const order = this.#visits.size;
    const references = get(name)?.references ?? [];
    const visit: Visit = { name, references, order, earliest: order, next: 0, depth: 0, done: false };
    this.#visits.set(name, visit);
    this.#open.push(visit);
    return visit;
  }

  #end(visit: Visit): void {
    if (visit.earliest !== visit.order) return;
    const group = this.#open.splice(this.#open.lastIndexOf(visit));
    for (const each of group) each.done = true;
    if (group.length > 1 || visit.references.includes(visit.name)) this.#cycle(group);
    else if (visit.depth === MAX_DEPTH + 1) {
      const problem = `${referenceOf(visit.name)}: the chain is longer than ${MAX_DEPTH} flags, so it does not hold`;
      this.#problems.push({ name: visit.name, problem, serving: 'off' });
    }
  }

  #cycle(group: readonly Visit[]): void {
    for (const { name } of group) this.#groups.set(name, this.#problems.length);
    // The same first name whichever flag was asked about first.
    const first = group.reduce((a, b) => (b.name < a.name ? b : a));
    const names = shortestCycle(first.name, new Map(group.map((visit) => [visit.name, visit.references])));
    const problem = `${referenceOf(first.name)}: ${names.join(' → ')} is a cycle, so none of them holds`;
    this.#problems.push({ name: first.name, problem, serving: 'off' });
  }
}

/** How a flag or segment of this name refers to others. */
function referenceOf(name: string): string {
  return isSegmentName(name) ? '$segment' : 'requires';
}

/** What `from` learns of `to` once `to` was visited: how far back it leads and how deep it is. */
function settle(from: Visit, to: Visit): void {
  if (!to.done) from.earliest = Math.min(from.earliest, to.earliest);
  else from.depth = Math.max(from.depth, to.depth + 1);
}

/** The shortest way from `start` back to itself within a strongly connected group, breadth first. */
function shortestCycle(start: string, group: ReadonlyMap<string, readonly string[]>): string[] {
  const cameFrom = new Map<string, string>();
  const queue = new Set([start]);
  for (const name of queue) {
    for (const to of group.get(name)!) {
      if (to === start) {
        const way = [start];
        for (let each: string | undefined = name; each !== undefined; each = cameFrom.get(each))
          way.unshift(each);
        return way;
      }
      if (group.has(to) && !queue.has(to)) {
        cameFrom.set(to, name);
        queue.add(to);
      }
    }
  }
  return [start];
}

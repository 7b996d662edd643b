import type { Flag } from '../flag/flag.js';
import { SEGMENT_PREFIX } from '../flag/name.js';
import type { InvalidFlag } from '../snapshot.js';
import { MAX_DEPTH } from './reference.js';

/** Which references go in a circle, and what to tell the operator. */
export interface Cycles {
  /** True when `from` and `to`, of which one refers to the other, are on one cycle. */
  joins(from: string, to: string): boolean;
  /** One for each group of flags that refer to one another, and one for each chain that is too long. */
  readonly problems: readonly InvalidFlag[];
}

/**
 * Finds the flags and segments that hang on themselves: the strongly connected components, by Tarjan's
 * algorithm (1972) with its own stack, so that 10,000 flags in a row are no trouble. Only flags with
 * references are visited.
 */
export function findCycles(flags: ReadonlyMap<string, Flag>): Cycles {
  const search = new Search(flags);
  for (const [name, flag] of flags) {
    if (flag.references.length > 0) search.visit(name);
  }
  const { groups } = search;
  return {
    joins: (from, to) => groups.size > 0 && groups.has(from) && groups.get(from) === groups.get(to),
    problems: search.problems,
  };
}

/**
 * Whether the answer of the flag `name` can differ with the context, by its own definition or by that of
 * any flag or segment it hangs on. Cycles end the search and add nothing.
 */
export function dependsOnContext(name: string, get: (name: string) => Flag | undefined): boolean {
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

class Search {
  /** The cycle that each flag on a cycle belongs to. */
  readonly groups: Map<string, number> = new Map();
  readonly problems: InvalidFlag[] = [];
  readonly #flags: ReadonlyMap<string, Flag>;
  readonly #visits = new Map<string, Visit>();
  readonly #open: Visit[] = [];

  constructor(flags: ReadonlyMap<string, Flag>) {
    this.#flags = flags;
  }

  visit(root: string): void {
    if (this.#visits.has(root)) return;
    const path = [this.#begin(root)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const to = visit.references[visit.next++];
      if (to === undefined) {
        path.pop();
        this.#end(visit);
        const parent = path.at(-1);
        if (parent !== undefined) settle(parent, visit);
      } else if (this.#flags.has(to)) {
        const other = this.#visits.get(to);
        if (other === undefined) path.push(this.#begin(to));
        else settle(visit, other);
      }
    }
  }

  #begin(name: string): Visit {
    const order = this.#visits.size;
    const references = this.#flags.get(name)!.references;
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
      const problem = `requires: goes through more than ${MAX_DEPTH} flags; what lies deeper does not hold`;
      this.problems.push({ name: visit.name, problem, serving: 'off' });
    }
  }

  #cycle(group: readonly Visit[]): void {
    for (const { name } of group) this.groups.set(name, this.problems.length);
    const [first] = group as [Visit];
    const names = shortestCycle(first.name, new Map(group.map((visit) => [visit.name, visit.references])));
    const by = first.name.startsWith(SEGMENT_PREFIX) ? '$segment' : 'requires';
    const problem = `${by}: ${names.join(' → ')} is a cycle, none of which holds`;
    this.problems.push({ name: first.name, problem, serving: 'off' });
  }
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

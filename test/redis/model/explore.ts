/** One thing that may happen next. */
export interface Step<World> {
  readonly label: string;
  readonly next: World;
  /** What the protocol does by itself, what a timer does once all is quiet, or what happens from outside. */
  readonly by: 'protocol' | 'timer' | 'outside';
}

export interface Model<World> {
  readonly start: World;
  readonly steps: (world: World) => readonly Step<World>[];
  /** Worlds with the same key are one state. */
  readonly key: (world: World) => string;
  /** What is wrong with any state. */
  readonly wrong: (world: World) => string | undefined;
  /** What is wrong with a state in which nothing more happens by itself. */
  readonly wrongAtRest: (world: World) => string | undefined;
}

export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** The shortest way to a wrong state. */
  readonly counterexample: Counterexample | undefined;
}

export interface Counterexample {
  readonly wrong: string;
  readonly trace: readonly string[];
}

/**
 * Visits every state that can be reached, nearest first, until one is wrong. It is also wrong if a state can't come to rest
 * without a step from outside. Throws when there are more than `limit` states.
 */
export function explore<World>(model: Model<World>, limit: number): Exploration {
  const indexes = new Map([[model.key(model.start), 0]]);
  const worlds: (World | undefined)[] = [model.start];
  const parents = [-1];
  const labels = [''];
  const edges = new Edges();
  const atRest: number[] = [];
  let transitions = 0;

  const result = (wrong?: string, index = 0): Exploration => {
    const trace: string[] = [];
    for (let at = index; at > 0; at = parents[at]!) trace.unshift(labels[at]!);
    const counterexample = wrong === undefined ? undefined : { wrong, trace };
    return { states: worlds.length, transitions, counterexample };
  };

  for (let index = 0; index < worlds.length; index += 1) {
    const world = worlds[index]!;
    worlds[index] = undefined;
    const steps = model.steps(world);
    const isQuiet = !steps.some(({ by }) => by === 'protocol');
    let isAtRest = isQuiet;
    for (const { label, next, by } of steps) {
      if (by === 'timer' && !isQuiet) continue;
      transitions += 1;
      const nextKey = model.key(next);
      let nextIndex = indexes.get(nextKey);
      if (nextIndex === undefined) {
        if (worlds.length >= limit) throw new Error(`There are more than ${limit} states`);
        nextIndex = worlds.length;
        indexes.set(nextKey, nextIndex);
        worlds.push(next);
        parents.push(index);
        labels.push(label);
      }
      if (by === 'outside') continue;
      edges.add(index, nextIndex);
      if (nextIndex !== index) isAtRest = false;
    }
    if (isAtRest) atRest.push(index);
    const wrong = model.wrong(world) ?? (isAtRest ? model.wrongAtRest(world) : undefined);
    if (wrong !== undefined) return result(wrong, index);
  }
  const restless = edges.firstThatReachesNone(atRest, worlds.length);
  return restless === undefined ? result() : result('never comes to rest', restless);
}

/** Which state leads to which. */
class Edges {
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  add(from: number, to: number): void {
    this.#from.push(from);
    this.#to.push(to);
  }

  /** The first of `count` states from which none of `goals` can be reached. */
  firstThatReachesNone(goals: readonly number[], count: number): number | undefined {
    // The edges by their end: those that end in i are at starts[i] … starts[i + 1].
    const starts = new Uint32Array(count + 1);
    for (const to of this.#to) starts[to + 1]! += 1;
    for (let i = 0; i < count; i += 1) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    const before = new Uint32Array(this.#to.length);
    for (const [edge, to] of this.#to.entries()) before[next[to]!++] = this.#from[edge]!;

    const reaches = new Uint8Array(count);
    const queue = [...goals];
    for (const goal of goals) reaches[goal] = 1;
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      for (const from of before.subarray(starts[state], starts[state + 1])) {
        if (reaches[from] === 1) continue;
        reaches[from] = 1;
        queue.push(from);
      }
    }
    const first = reaches.indexOf(0);
    return first === -1 ? undefined : first;
  }
}

import type { RedisBackend } from '@halyard/redis';
import { type ClientKind, clientKinds, type Login } from '../support/redis-clients.js';
import { allHold, settled } from '../support/redis-replicas.js';
import { numberFromEnvironment } from '../support/number-from-environment.js';
import { RedisSuite } from '../support/redis-suite.js';
import { seededRandom } from '../support/seeded-random.js';

const ROUNDS = numberFromEnvironment('BURSTS', 40);
const SEED = numberFromEnvironment('BURSTS_SEED', 1);
const NAMES = ['a', 'b', 'c', '__proto__'];
/** No poll finds anything: a change that is not announced or pushed is missed. */
const NO_POLL = { livePollMs: 3_600_000 };
/** Enough for slots of watchers that have left to be taken. */
const POLLS = { livePollMs: 300 };

/** The replicas that follow the hash. */
interface Crowd {
  readonly name: string;
  readonly count: number;
  /** The rules of every second replica's user. */
  readonly restricted?: readonly string[];
  readonly comesAndGoes?: boolean;
  readonly sync?: 'plain' | 'mixed';
}

const crowds: readonly Crowd[] = [
  { name: 'two replicas', count: 2 },
  { name: 'twelve replicas', count: 12 },
  { name: 'five replicas that read the hash plainly', count: 5, sync: 'plain' },
  { name: 'five replicas of which every second reads the hash plainly', count: 5, sync: 'mixed' },
  { name: 'replicas that come and go', count: 6, comesAndGoes: true },
  {
    name: 'replicas of which some may not publish',
    count: 5,
    restricted: ['+@all', '~*', '&__redis__:invalidate'],
  },
  { name: 'replicas of which some may not log', count: 5, restricted: ['+@all', '~feature_flags', '&*'] },
];

for (const [number, kind] of clientKinds.entries()) {
  describe(`RedisBackend after bursts of raw writes and writes through Halyard, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    for (const crowd of crowds) {
      const seed = SEED + number;
      it(`has what the hash has, each of ${crowd.name} (BURSTS_SEED=${SEED})`, async function () {
        this.timeout(60_000 + ROUNDS * 1000);
        const bursts = new Bursts(redis, kind, crowd, seed);
        await bursts.begin();
        for (let round = 1; round <= ROUNDS; round++) await bursts.next();
      });
    }
  });
}

/** Bursts of writes, and replicas that must have the result of each. */
class Bursts {
  readonly #redis: RedisSuite;
  readonly #kind: ClientKind;
  readonly #crowd: Crowd;
  readonly #random: () => number;
  readonly #replicas: RedisBackend[] = [];
  #send: ((...command: readonly string[]) => Promise<unknown>)[] = [];
  #came = 0;

  constructor(redis: RedisSuite, kind: ClientKind, crowd: Crowd, seed: number) {
    this.#redis = redis;
    this.#kind = kind;
    this.#crowd = crowd;
    this.#random = seededRandom(seed);
  }

  async begin(): Promise<void> {
    const { restricted = [], count } = this.#crowd;
    await this.#redis.cli('ACL', 'SETUSER', 'restricted', 'reset', 'on', '>secret', ...restricted);
    this.#send = [await this.#redis.connection(), await this.#redis.connection()];
    for (let i = 0; i < count; i++) await this.#enter();
    await settled(this.#redis);
  }

  async next(): Promise<void> {
    await Promise.all([
      ...this.#upTo(3, () => this.#write()),
      ...this.#send.flatMap((send) => this.#upTo(5, () => send(...this.#rawWrite()))),
    ]);
    // Nothing is written from here on, so that no later change hides one that was missed.
    await allHold(this.#replicas, await this.#stored());
    if (this.#crowd.comesAndGoes && this.#random() < 0.2) await this.#replaceSome();
    // Some rounds find all watchers tracking again, others only the first.
    if (this.#random() < 0.2) await new Promise((resolve) => setTimeout(resolve, 250 * this.#random()));
  }

  async #enter(): Promise<void> {
    const isSecond = this.#came++ % 2 === 1;
    const isRestricted = this.#crowd.restricted !== undefined && isSecond;
    const login: Login = isRestricted ? { username: 'restricted', password: 'secret' } : {};
    const { sync, comesAndGoes } = this.#crowd;
    const isPlain = sync === 'plain' || (sync === 'mixed' && isSecond);
    const options = { ...(comesAndGoes ? POLLS : NO_POLL), sync: isPlain ? 'plain' : 'announced' } as const;
    this.#replicas.push(await this.#redis.open(this.#kind, options, { login }));
  }

  /** Some leave, and as many come before or after that. */
  async #replaceSome(): Promise<void> {
    const gone = this.#replicas.splice(this.#below(this.#replicas.length - 2), 1 + this.#below(3));
    const leaving = Promise.all(gone.map((replica) => replica.close()));
    if (this.#random() < 0.5) await leaving;
    for (let i = 0; i < gone.length; i++) await this.#enter();
    await leaving;
  }

  async #write(): Promise<void> {
    const replica = this.#any(this.#replicas);
    const name = this.#any(NAMES);
    await (this.#random() < 0.3 ? replica.delete(name) : replica.set(name, this.#any(['3%', '4%'])));
  }

  #rawWrite(): readonly string[] {
    return this.#random() < 0.3
      ? ['HDEL', 'feature_flags', this.#any(NAMES)]
      : ['HSET', 'feature_flags', this.#any(NAMES), this.#any(['on', 'off', '1%'])];
  }

  async #stored(): Promise<Record<string, string>> {
    const flat = (await this.#send[0]!('HGETALL', 'feature_flags')) as string[];
    return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!]] : [])));
  }

  #upTo<Made>(most: number, make: () => Made): Made[] {
    return Array.from({ length: this.#below(most + 1) }, make);
  }

  #any<Item>(list: readonly Item[]): Item {
    return list[this.#below(list.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(limit * this.#random());
  }
}

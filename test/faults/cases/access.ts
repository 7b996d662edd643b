import { type Fault, fault } from '../fault.js';
import { ServerWorld } from '../world.js';

// The test's own way in, whatever the apps may do.
const ADMIN = {
  config: ['user admin on >admin ~* &* +@all'],
  cliArguments: ['--user', 'admin', '--pass', 'admin', '--no-auth-warning'],
};
const LOGIN = { username: 'flags', password: 'secret' };

/** Ends the connections of the apps, as their rights are looked at anew only then. */
const KILL = ['CLIENT KILL TYPE pubsub', 'CLIENT KILL TYPE normal SKIPME yes'];

/** What befalls the rights of the apps' user. */
export const accessFaults: readonly Fault[] = [
  fault({
    name: 'NOAUTH, then the password is given',
    world: () => ServerWorld.start(ADMIN),
    during: ({ server }) => server.lines('CONFIG SET requirepass secret', ...KILL),
    expectState: { state: 'stale', reason: /does not accept the credentials.*NOAUTH/ },
    heal: (_, apps) => Promise.all(apps.map((app) => app.setPassword('secret'))),
    boundMs: 10_000,
  }),
  fault({
    name: 'WRONGPASS, then the password is rotated',
    world: () => ServerWorld.start({ ...ADMIN, config: [...ADMIN.config, 'requirepass secret'] }),
    login: { password: 'secret' },
    during: ({ server }) => server.lines('CONFIG SET requirepass rotated', ...KILL),
    expectState: { state: 'stale', reason: /does not accept the credentials.*WRONGPASS/ },
    heal: (_, apps) => Promise.all(apps.map((app) => app.setPassword('rotated'))),
    boundMs: 10_000,
  }),
  fault({
    name: 'NOPERM for CLIENT, granted later',
    world: () =>
      ServerWorld.start({ ...ADMIN, config: [...ADMIN.config, 'user flags on >secret ~* &* +@all'] }),
    login: LOGIN,
    during: ({ server }) => server.lines('ACL SETUSER flags -client', ...KILL),
    expectState: { state: 'polling', reason: /changes are polled for, not pushed: .*NOPERM/ },
    heal: ({ server }) => server.cli('ACL', 'SETUSER', 'flags', '+client'),
    boundMs: 10_000,
  }),
  fault({
    name: 'NOPERM for the hash, granted later',
    world: () =>
      ServerWorld.start({ ...ADMIN, config: [...ADMIN.config, 'user flags on >secret ~* &* +@all'] }),
    login: LOGIN,
    during: ({ server }) => server.lines('ACL SETUSER flags resetkeys ~other', ...KILL),
    expectState: { state: 'stale', reason: /NOPERM/ },
    heal: ({ server }) => server.cli('ACL', 'SETUSER', 'flags', '~*'),
    boundMs: 10_000,
  }),
];

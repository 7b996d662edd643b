import { type BackendSubject, backendSuite, runSections } from '@halyard/conformance';
import { StoreBackend } from '@halyard/core/store';
import { RemoteBackend } from '@halyard/stores/remote';
import { describe, it } from 'mocha';
import { AdminServer, TOKENS } from '../../admin/admin-server.js';
import { RememberingStore } from './remembering-store.js';

const follow = ({ origin }: AdminServer): RemoteBackend =>
  new RemoteBackend(origin, { token: TOKENS.writer });

/** The suite over a chain of so many servers, the first of which has a store that others change. */
function subject(name: string, servers: number): BackendSubject {
  return {
    name,
    keepsUsage: true,
    create: async (stored) => {
      const store = new RememberingStore(stored);
      const chain = [await AdminServer.start(new StoreBackend(store))];
      while (chain.length < servers) chain.push(await AdminServer.start(follow(chain.at(-1)!)));
      return {
        backend: follow(chain.at(-1)!),
        change: async (flag, text) => store.change(flag, text),
        dispose: async () => {
          for (const server of chain.toReversed()) await server.stop();
        },
      };
    },
  };
}

const subjects = [subject('RemoteBackend', 1), subject('RemoteBackend of a server that follows another', 2)];

for (const each of subjects) runSections(backendSuite(each), { describe, it });

// The tests start, kill and restart etcd servers of their own, so they need the program, not a running server.
import { installPackage, succeeds } from './system-package.mjs';

/** Sees to it that an etcd server can be started; throws a sentence saying what to install. */
export function ensureEtcd() {
  const isThere = () => succeeds('etcd', ['--version']);
  if (!isThere()) installPackage('etcd-server');
  if (isThere()) return;
  throw new Error(
    "the tests need etcd, and it can't be started. Install it with `apt-get install etcd-server` (Debian, Ubuntu) or " +
      '`brew install etcd` (macOS), or put the program on the path.',
  );
}

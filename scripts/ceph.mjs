// `npm run test:s3` starts a Ceph of its own, so it needs the programs, not a running cluster.
import { installPackage, succeeds } from './system-package.mjs';

/** Each is in the Debian package of the same name. */
const PROGRAMS = ['radosgw', 'ceph-mon', 'ceph-osd'];

/** Sees to it that Ceph with its object gateway can be started; throws a sentence saying what to install. */
export function ensureCeph() {
  const isThere = (program) => succeeds(program, ['--version']);
  for (const program of PROGRAMS) if (!isThere(program)) installPackage(program);
  if (PROGRAMS.every(isThere)) return;
  throw new Error(
    "these tests need Ceph, and it can't be started. Install it with `apt-get install radosgw ceph-mon ceph-osd` " +
      '(Debian, Ubuntu), or put these programs and `ceph` on the path.',
  );
}

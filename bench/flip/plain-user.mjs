/** Makes a user who may keep no log beside the hash, and so reads all flags at each change. */
export async function makePlainUser(admin) {
  await admin.aclSetUser('plain', [
    'reset',
    'on',
    'nopass',
    '+client|tracking',
    '+hgetall',
    '~feature_flags',
  ]);
}

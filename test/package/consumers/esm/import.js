// What the import of core loads and runs. The package for patterns makes such arrays as it starts, and core itself none.
let arrays = 0;
globalThis.Uint8Array = class extends Uint8Array {
  constructor(...how) {
    super(...how);
    arrays += 1;
  }
};

const { FeatureFlags, MemoryBackend } = await import('@halyard/core');
const atImport = arrays;
const loaded = ['crypto', 'zlib', 'stream'].filter((name) =>
  process.moduleLoadList.includes(`NativeModule ${name}`),
);

const when = { mail: { $regex: '@(?i:example)[.]com$' } };
const flags = await FeatureFlags.open(new MemoryBackend({ staff: { rules: [{ when }] } }));
const matches = ['ana@EXAMPLE.com', 'ana@example.org'].map((mail) => flags.isEnabled('staff', { mail }));
console.log(JSON.stringify({ loaded, atImport, atPattern: arrays > 0, matches }));

// The licences of other people's code that a build puts into our files, which must go with it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The folders of the packages whose code is in what esbuild put out, from the repository's folder. */
export function bundledPackages(...metafiles) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const files = outputs.flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
  // Up to the last `node_modules`, because a package may have packages of its own inside.
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

/** The name, version and licence texts of each of these packages. Throws for a package without a licence text. */
export function licenceNotices(folders) {
  return folders.map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const texts = readdirSync(join(root, folder))
      .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
    if (texts.length === 0) {
      throw new Error(`${name} is bundled and has no licence text: publish it as a dependency instead`);
    }
    return [`${name} ${version}`, ...texts].join('\n\n');
  });
}

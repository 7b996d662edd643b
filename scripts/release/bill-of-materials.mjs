import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './commands.mjs';

/**
 * Writes a software bill of materials (CycloneDX, JSON) for a package into a folder: what is bundled into it, which are its
 * development dependencies, and what it depends on, in the versions of the lock file. Returns the path of the file.
 */
export function writeBillOfMaterials(root, { name, version }, folder) {
  const options = [
    '--sbom-format=cyclonedx',
    '--sbom-type=library',
    '--package-lock-only',
    `--workspace=${name}`,
  ];
  const bill = ofPackage(JSON.parse(output(root, 'npm', 'sbom', ...options)), `${name}@${version}`);
  const file = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  return file;
}

/** The same bill about the package: npm says that it is about the repository, and has the package among its components. */
function ofPackage(bill, reference) {
  const component = bill.components.find((each) => each['bom-ref'] === reference);
  if (component === undefined) throw new Error(`the bill of materials of ${reference} does not have it`);
  const components = bill.components.filter((each) => each !== component);
  const repository = bill.metadata.component['bom-ref'];
  const dependencies = bill.dependencies.filter(({ ref }) => ref !== repository);
  return { ...bill, metadata: { ...bill.metadata, component }, components, dependencies };
}

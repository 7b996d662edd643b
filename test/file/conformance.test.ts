import { type BackendSubject, backendSuite, runSections } from '@halyard/conformance';
import { FileBackend } from '@halyard/file';
import { parseFlagFile, printFlagFile } from '@halyard/formats/halyard';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { TemporaryFolder } from './temporary-folder.js';

/** The suite over a file of this format, which others save in this way and the backend opens by this path. */
function subject(
  name: string,
  format: 'json' | 'yaml',
  save: (path: string, text: string) => void,
  opened = (folder: TemporaryFolder): string => folder.file(`flags.${format}`),
): BackendSubject {
  return {
    name,
    create: (stored) => {
      const folder = new TemporaryFolder();
      const path = folder.file(`flags.${format}`);
      writeFileSync(path, printFlagFile(stored, format));
      return {
        backend: new FileBackend(opened(folder)),
        change: async (flag, text) => {
          const texts = parseFlagFile(readFileSync(path, 'utf8'), format);
          if (text === undefined) texts.delete(flag);
          else texts.set(flag, text);
          save(path, printFlagFile(texts, format));
        },
        dispose: async () => folder.remove(),
      };
    },
  };
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.draft`, text);
  renameSync(`${path}.draft`, path);
}

function linkFromAnotherFolder(folder: TemporaryFolder): string {
  mkdirSync(folder.file('links'));
  symlinkSync(folder.file('flags.json'), folder.file('links/shop.json'));
  return folder.file('links/shop.json');
}

const subjects = [
  subject('FileBackend of a JSON file that others replace', 'json', replace),
  subject('FileBackend of a YAML file that others overwrite', 'yaml', (path, text) =>
    writeFileSync(path, text),
  ),
  subject('FileBackend of a link to a JSON file', 'json', replace, linkFromAnotherFolder),
];

for (const each of subjects) runSections(backendSuite(each), { describe, it });

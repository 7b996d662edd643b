import { type BackendSubject, backendSuite, runSections } from '@halyard/conformance';
import { parseFlagFile, printFlagFile } from '@halyard/formats/halyard';
import { HttpBackend, type HttpBackendOptions } from '@halyard/stores/http';
import { describe, it } from 'mocha';
import { DocumentServer } from './document-server.js';

/** The suite over a document in this syntax, inside of what `wrap` makes around it. */
function subject(
  name: string,
  syntax: 'json' | 'yaml',
  options: HttpBackendOptions = {},
  wrap = (text: string): string => text,
): BackendSubject {
  return {
    name,
    readOnly: 'a document of a web server takes no writes',
    create: async (stored) => {
      let texts = new Map(stored);
      const server = await DocumentServer.start(wrap(printFlagFile(texts, syntax)));
      server.headers = { 'Content-Type': `application/${syntax}` };
      return {
        backend: new HttpBackend(server.url, { pollMs: 20, ...options }),
        change: async (flag, text) => {
          texts = parseFlagFile(printFlagFile(texts, syntax), syntax);
          if (text === undefined) texts.delete(flag);
          else texts.set(flag, text);
          server.text = wrap(printFlagFile(texts, syntax));
        },
        dispose: () => server.stop(),
      };
    },
  };
}

const subjects = [
  subject('HttpBackend of a JSON document', 'json'),
  subject('HttpBackend of a YAML document', 'yaml'),
  subject(
    'HttpBackend of flags in an envelope',
    'json',
    { envelope: 'data.flags' },
    (text) => `{"version":3,"data":{"flags":${text}}}`,
  ),
];

for (const each of subjects) runSections(backendSuite(each), { describe, it });

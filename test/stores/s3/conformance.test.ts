import { backendSuite, runSections } from '@halyard/conformance';
import { parseFlagFile, printFlagFile } from '@halyard/formats/halyard';
import { S3Backend } from '@halyard/stores/s3';
import { after, before, describe, it } from 'mocha';
import { s3Client } from '../../support/s3/s3-client.js';
import { S3Server } from '../../support/s3/s3-server.js';

describe('an object in S3', () => {
  let server: S3Server;
  let cases = 0;

  before(async () => {
    server = await S3Server.start('flags');
  });
  after(() => server.stop());

  const sections = backendSuite({
    name: 'S3Backend',
    create: async (stored) => {
      // Each case has an object of its own.
      const key = `case ${++cases}.json`;
      await server.put('flags', key, printFlagFile(stored, 'json'));
      const client = s3Client(server.url);
      return {
        backend: new S3Backend(client, `s3://flags/${key}`, { pollMs: 20 }),
        change: async (name, text) => {
          const texts = parseFlagFile((await server.text('flags', key))!, 'json');
          if (text === undefined) texts.delete(name);
          else texts.set(name, text);
          await server.put('flags', key, printFlagFile(texts, 'json'));
        },
        dispose: async () => client.destroy(),
      };
    },
  });
  runSections(sections, { describe, it });
});

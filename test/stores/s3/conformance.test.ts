import { backendSuite, runSections } from '@halyard/conformance';
import { parseFlagFile, printFlagFile } from '@halyard/formats/halyard';
import { S3Backend } from '@halyard/stores/s3';
import { after, before, describe, it } from 'mocha';
import { S3Server } from '../../support/s3-server.js';
import { s3Client } from './s3-clients.js';

describe('an object in S3', () => {
  let server: S3Server;
  let cases = 0;

  before(async () => {
    server = await S3Server.start('flags');
  });
  after(() => server.stop());

  const sections = backendSuite({
    name: 'S3Backend',
    create: (stored) => {
      // Each case has an object of its own.
      const key = `case ${++cases}.json`;
      server.put('flags', key, printFlagFile(stored, 'json'));
      const client = s3Client(server.url);
      return {
        backend: new S3Backend(client, `s3://flags/${key}`, { pollMs: 20 }),
        change: async (name, text) => {
          const texts = parseFlagFile(server.text('flags', key)!, 'json');
          if (text === undefined) texts.delete(name);
          else texts.set(name, text);
          server.put('flags', key, printFlagFile(texts, 'json'));
        },
        dispose: async () => client.destroy(),
      };
    },
  });
  runSections(sections, { describe, it });
});

import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ConsulServer } from '../support/consul-server.js';
import { freePort } from '../support/free-port.js';
import { S3Server } from '../support/s3/s3-server.js';
import { serveApp } from '../support/serve-app.js';
import { EtcdServer } from '../stores/etcd/etcd-server.js';
import { FlagFile } from './flag-file.js';
import { type Ended, halyard } from './halyard-process.js';

describe('halyard, with flags in another store', () => {
  let file: FlagFile;
  const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
    halyard(args, { cwd: file.folder, env });

  beforeEach(() => {
    file = new FlagFile({ beta: true });
  });
  afterEach(() => file.remove());

  it('works on Consul, with a prefix of its own and a token', async () => {
    const server = await ConsulServer.start();
    server.tokens.set('a-token', 'write');
    server.change('shop/flags/beta', 'off');
    const env = { HALYARD_URL: `consul://127.0.0.1:${server.port}/shop/flags`, HALYARD_TOKEN: 'a-token' };
    expect((await run(['enable', 'beta'], env)).stdout).to.equal('beta: off -> on\n  now on\n');
    expect(server.text('shop/flags/beta')).to.equal('on');
    const refused = await run(['list'], { ...env, HALYARD_TOKEN: 'xyzzy' });
    expect(refused.code).to.equal(6);
    expect(refused.stderr).to.match(
      /^halyard: consul:\/\/127\.0\.0\.1:\d+\/shop\/flags: .*ACL not found\. Check that the URL and the token are right\n$/,
    );
    await server.stop();
  });

  it('works on etcd', async () => {
    const server = await EtcdServer.start();
    const at = ['--url', `etcd://127.0.0.1:${server.port}/shop`];
    await server.change('shop/beta', '25%');
    await server.change('feature_flags/other', 'on');
    expect((await run(['rollout', 'beta', '50', ...at])).code).to.equal(0);
    expect(JSON.parse((await run(['export', ...at])).stdout)).to.deep.equal({ beta: '50%' });
    await server.stop();
  });

  it('works on an object in S3, and says what is wrong with the credentials', async () => {
    const server = await S3Server.start('flags');
    const env = {
      AWS_ENDPOINT_URL_S3: server.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'xyzzy-secret',
    };
    const at = ['--url', 's3://flags/shop.json'];
    expect((await run(['set', 'beta', '25%', ...at], env)).code).to.equal(0);
    expect(JSON.parse((await server.text('flags', 'shop.json'))!)).to.deep.equal({ beta: '25%' });
    const refused = await run(['list', '--url', 's3://nowhere/shop.json'], env);
    expect(refused.code).to.equal(6);
    expect(refused.stderr).to.match(
      /halyard: s3:\/\/nowhere\/shop\.json: .*NoSuchBucket.* AWS_REGION and the credentials/,
    );
    expect(refused.stderr).not.to.contain('xyzzy');
    await server.stop();
  });

  it('says how to install the SDK of AWS', async () => {
    file.write(
      'hide.mjs',
      `import { register } from 'node:module';
       register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(name, context, next) {
         if (name === '@aws-sdk/client-s3') throw Object.assign(new Error('hidden'), { code: 'ERR_MODULE_NOT_FOUND' });
         return next(name, context);
       }\`));`,
    );
    const hidden = { NODE_OPTIONS: `--import=${file.folder}/hide.mjs` };
    for (const args of [
      ['list', '--url', 's3://flags/shop.json'],
      ['publish', '--file', 'flags.json', '--to', 's3://flags/shop.json'],
    ]) {
      const { code, stderr } = await run(args, hidden);
      expect({ code, stderr }).to.deep.equal({
        code: 2,
        stderr:
          'halyard: an s3:// URL needs the AWS SDK: install @aws-sdk/client-s3 beside halyard, such as with ' +
          'npm install --global @aws-sdk/client-s3\n',
      });
    }
  });

  it('reads a document over HTTP, and does not write it', async () => {
    const server = await serveApp((request, response) =>
      response.end(request.headers.authorization === 'Bearer a-token' ? '{"beta":"25%"}' : '{}'),
    );
    const at = ['--url', `${server.origin}/flags.json?key=xyzzy`, '--token', 'a-token'];
    expect(JSON.parse((await run(['export', ...at])).stdout)).to.deep.equal({ beta: '25%' });
    const refused = await run(['set', 'beta', 'on', ...at]);
    expect(refused.code).to.equal(6);
    expect(refused.stdout + refused.stderr).not.to.contain('xyzzy');
    await server.close();
    const away = await run(['list', ...at]);
    expect(away.code).to.equal(6);
    expect(away.stderr).to.match(/^halyard: http:\/\/127\.0\.0\.1:\d+\/flags\.json: .*ECONNREFUSED/);
  });

  it('says what is wrong with a URL, without a password', async () => {
    const port = await freePort();
    const cases: readonly (readonly [url: string, code: number, says: RegExp])[] = [
      [
        'etcd://ana:xyzzy@host',
        2,
        /--url takes no user and password for etcd, Consul and S3: give a token with --token/,
      ],
      ['s3://key:xyzzy@flags/flags.json', 2, /--url takes no user and password/],
      ['consul://host/a?xyzzy', 2, /--url must have the form redis:.*consul:\/\/host\[\/prefix\]/],
      ['etcd://', 2, /--url must have the form redis:.*etcd:\/\/host\[\/prefix\]/],
      ['s3://flags', 2, /--url must have the form redis:.*s3:\/\/bucket\/flags\.json/],
      ['s3://flags/flags.txt', 2, /is named \.json, \.yaml or \.yml/],
      [`etcd://127.0.0.1:${port}`, 6, /^halyard: etcd:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/],
    ];
    for (const [url, code, says] of cases) {
      const ended = await run(['list', '--url', url]);
      expect(ended.stderr, url).to.match(says).and.not.contain('xyzzy');
      expect(ended.code, url).to.equal(code);
    }
    const { stderr } = await run(['list', '--url', 'etcd://host', '--key', 'x']);
    expect(stderr).to.match(/--key names a hash in Redis: pass either --url or --key/);
  });
});

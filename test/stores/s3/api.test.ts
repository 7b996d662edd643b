import type { S3, S3ClientConfig } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { CREDENTIALS, s3Client } from '../../support/s3/s3-client.js';
import { S3Server } from '../../support/s3/s3-server.js';

/** What the losers of a race may be answered that were not refused at first. */
const TOO_LATE = S3Server.isCeph ? ['500 UnknownError'] : ['409 ConditionalRequestConflict'];

/** What a request rejects with: status and name. */
async function refusal(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'none',
    (error: { name: string; $metadata: { httpStatusCode: number } }) =>
      `${error.$metadata.httpStatusCode} ${error.name}`,
  );
}

// Amazon S3 API Reference, GetObject and PutObject; User Guide, "Conditional reads" and "Conditional writes". `npm run test:s3`
// runs the same on Ceph. Where that is not what Amazon documents, both are here.
describe('an S3 server', () => {
  const object = { Bucket: 'flags', Key: 'a folder/flags.json' };
  const missing = { Bucket: 'flags', Key: 'none' };
  let server: S3Server;
  let client: S3;

  before(async () => {
    server = await S3Server.start('flags');
    client = s3Client(server.url);
  });
  after(async () => {
    client.destroy();
    await server.stop();
  });
  beforeEach(() => client.deleteObject(object));

  const store = async (Body: string): Promise<string> => (await client.putObject({ ...object, Body })).ETag!;
  /** An ETag as `If-Match` of a write has it. Amazon takes both forms, Ceph only the one without quotes. */
  const ifMatch = (etag: string): string => etag.replaceAll('"', '');
  const text = (): Promise<string | undefined> => server.text(object.Bucket, object.Key);

  it('gives an object back with its ETag, its type, its Cache-Control and its metadata', async () => {
    const sent = { ContentType: 'application/json', CacheControl: 'max-age=5', Metadata: { by: 'ana' } };
    const { ETag } = await client.putObject({ ...object, Body: '{"é": 1}', ...sent });
    expect(ETag).to.match(/^"[0-9a-f]{32}"$/);
    const found = await client.getObject(object);
    expect(found).to.deep.include({ ETag, ...sent, ContentLength: 9 });
    expect(found.LastModified).to.be.instanceOf(Date);
    expect(await found.Body!.transformToString()).to.equal('{"é": 1}');
    expect(await client.headObject(object)).to.deep.include({ ETag, ...sent, ContentLength: 9 });
  });

  it('answers 304 as long as If-None-Match has the ETag', async () => {
    const IfNoneMatch = await store('1');
    expect(await refusal(client.getObject({ ...object, IfNoneMatch }))).to.match(/^304 /);
    expect(await refusal(client.headObject({ ...object, IfNoneMatch }))).to.match(/^304 /);
    const ETag = await store('2');
    expect(await client.getObject({ ...object, IfNoneMatch })).to.include({ ETag });
  });

  it('stores over the version that If-Match names, and answers 412 where another one is there', async () => {
    const IfMatch = ifMatch(await store('1'));
    await client.putObject({ ...object, Body: '2', IfMatch });
    const late = client.putObject({ ...object, Body: '3', IfMatch });
    expect(await refusal(late)).to.equal('412 PreconditionFailed');
    expect(await text()).to.equal('2');
    const lost = client.putObject({ ...missing, Body: '3', IfMatch });
    expect(await refusal(lost)).to.equal(S3Server.isCeph ? '412 PreconditionFailed' : '404 NoSuchKey');
  });

  it('takes an ETag in quotes, or is Ceph', async () => {
    const IfMatch = await store('1');
    const write = client.putObject({ ...object, Body: '2', IfMatch });
    expect(await refusal(write)).to.equal(S3Server.isCeph ? '412 PreconditionFailed' : 'none');
  });

  it('answers 412 to If-None-Match: * where there is an object', async () => {
    await client.putObject({ ...object, Body: '1', IfNoneMatch: '*' });
    const second = client.putObject({ ...object, Body: '2', IfNoneMatch: '*' });
    expect(await refusal(second)).to.equal('412 PreconditionFailed');
    expect(await text()).to.equal('1');
  });

  it('stores one of many writes at the same time over one version, and says which', async () => {
    // Without repetition: one that had an error would be refused then.
    const racing = s3Client(server.url, { maxAttempts: 1 });
    const race = async (condition: { IfMatch: string } | { IfNoneMatch: string }): Promise<void> => {
      const bodies = Array.from({ length: 6 }, (_, i) => `{"writer": ${i}}`);
      const answers = await Promise.all(
        bodies.map((Body) => refusal(racing.putObject({ ...object, Body, ...condition }))),
      );
      const winners = bodies.filter((_, i) => answers[i] === 'none');
      expect(winners, answers.join()).to.deep.equal([await text()]);
      for (const answer of answers)
        expect(answer).to.be.oneOf(['none', '412 PreconditionFailed', ...TOO_LATE]);
    };
    await race({ IfNoneMatch: '*' });
    for (let i = 0; i < 5; i++) await race({ IfMatch: ifMatch(await store(`${i}`)) });
    racing.destroy();
  });

  it('answers 404 for what does not exist', async () => {
    expect(await refusal(client.getObject(missing))).to.equal('404 NoSuchKey');
    expect(await refusal(client.getObject({ ...missing, IfNoneMatch: '"x"' }))).to.equal('404 NoSuchKey');
    expect(await refusal(client.headObject(missing))).to.equal('404 NotFound');
    expect(await refusal(client.deleteObject(missing))).to.equal('none');
    const nowhere = { Bucket: 'nowhere', Key: 'x' };
    expect(await refusal(client.getObject(nowhere))).to.equal('404 NoSuchBucket');
    expect(await refusal(client.putObject({ ...nowhere, Body: '1' }))).to.equal('404 NoSuchBucket');
    expect(await refusal(client.deleteObject(nowhere))).to.equal('404 NoSuchBucket');
  });

  it('answers 403 without a signature, with an unknown key, and with a wrong secret', async () => {
    await store('1');
    const unsigned = await fetch(`${server.url}/flags/a%20folder/flags.json`);
    expect(unsigned.status).to.equal(403);
    expect(await unsigned.text()).to.contain('<Code>AccessDenied</Code>');
    const denied = async (credentials: NonNullable<S3ClientConfig['credentials']>): Promise<string> => {
      const stranger = s3Client(server.url, { credentials });
      const answer = await refusal(stranger.putObject({ ...object, Body: '2' }));
      stranger.destroy();
      return answer;
    };
    expect(await denied({ accessKeyId: 'other', secretAccessKey: 'x' })).to.equal('403 InvalidAccessKeyId');
    if (S3Server.isCeph) {
      expect(await denied({ ...CREDENTIALS, secretAccessKey: 'x' })).to.equal('403 SignatureDoesNotMatch');
    }
    expect(await text()).to.equal('1');
  });

  it('gives the checksum back that the SDK sent, and refuses what it is not that of, or is Ceph', async () => {
    const sent = await client.putObject({ ...object, Body: '1' });
    const found = await client.getObject(object);
    expect(await found.Body!.transformToString()).to.equal('1');
    const checksum = S3Server.isCeph ? undefined : 'g9zvtw==';
    expect([sent.ChecksumCRC32, found.ChecksumCRC32]).to.deep.equal([checksum, checksum]);
    const wrong = client.putObject({ ...object, Body: '2', ChecksumCRC32: 'AAAAAA==' });
    expect(await refusal(wrong)).to.equal(S3Server.isCeph ? 'none' : '400 BadDigest');
  });
});

import type { S3 } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { S3Server } from '../../support/s3-server.js';
import { s3Client } from './s3-clients.js';

/** What a request rejects with: name and status. */
async function refusal(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'none',
    (error: { name: string; $metadata: { httpStatusCode: number } }) =>
      `${error.$metadata.httpStatusCode} ${error.name}`,
  );
}

// Amazon S3 API Reference, GetObject and PutObject; User Guide, "Conditional reads" and "Conditional writes".
describe('the S3 server of the tests, as the documentation of Amazon S3 says', () => {
  const object = { Bucket: 'flags', Key: 'a folder/flags.json' };
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

  it('gives an object back with its ETag, its type, its Cache-Control and its metadata', async () => {
    const sent = { ContentType: 'application/json', CacheControl: 'max-age=5', Metadata: { by: 'ana' } };
    const { ETag } = await client.putObject({ ...object, Body: '{}', ...sent });
    const found = await client.getObject(object);
    expect(found).to.deep.include({ ETag, ...sent });
    expect(await found.Body!.transformToString()).to.equal('{}');
  });

  it('answers 304 as long as If-None-Match has the ETag', async () => {
    const { ETag } = await client.putObject({ ...object, Body: '1' });
    expect(await refusal(client.getObject({ ...object, IfNoneMatch: ETag }))).to.match(/^304 /);
    await client.putObject({ ...object, Body: '2' });
    expect((await client.getObject({ ...object, IfNoneMatch: ETag })).ETag).not.to.equal(ETag);
  });

  it('answers 412 to If-Match with another ETag, and 404 where there is no object', async () => {
    const { ETag } = await client.putObject({ ...object, Body: '1' });
    await client.putObject({ ...object, Body: '2', IfMatch: ETag });
    const late = client.putObject({ ...object, Body: '3', IfMatch: ETag });
    expect(await refusal(late)).to.equal('412 PreconditionFailed');
    expect(server.text(object.Bucket, object.Key)).to.equal('2');
    const lost = client.putObject({ Bucket: 'flags', Key: 'none', Body: '3', IfMatch: ETag });
    expect(await refusal(lost)).to.equal('404 NoSuchKey');
  });

  it('answers 412 to If-None-Match: * where there is an object', async () => {
    await client.deleteObject(object);
    await client.putObject({ ...object, Body: '1', IfNoneMatch: '*' });
    const second = client.putObject({ ...object, Body: '2', IfNoneMatch: '*' });
    expect(await refusal(second)).to.equal('412 PreconditionFailed');
  });

  it('answers 404 for what does not exist, and 403 without a signature', async () => {
    expect(await refusal(client.getObject({ Bucket: 'flags', Key: 'none' }))).to.equal('404 NoSuchKey');
    expect(await refusal(client.getObject({ Bucket: 'nowhere', Key: 'x' }))).to.equal('404 NoSuchBucket');
    const unsigned = await fetch(`${server.url}/flags/x`);
    expect(unsigned.status).to.equal(403);
    expect(await unsigned.text()).to.contain('<Code>AccessDenied</Code>');
  });
});

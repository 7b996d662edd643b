// The backend.
export { S3Backend, type S3BackendOptions } from './s3-backend.js';

// The client that it takes.
export type { S3Client, S3GetInput, S3GetOutput, S3PutInput, S3RequestOptions } from './s3-client.js';

import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ClientHttp2Session, connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { RunningApp } from '@halyard/conformance';
import { serveApp } from './serve-app.js';

/** Serves an app over HTTP/2, behind a proxy for clients that speak HTTP/1.1. */
export async function serveHttp2(listener: RequestListener): Promise<RunningApp> {
  const server = createServer(listener as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const proxy = await serveApp((request, response) => forward(session, request, response));
  return {
    origin: proxy.origin,
    async close() {
      await proxy.close();
      session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(session: ClientHttp2Session, request: IncomingMessage, response: ServerResponse): void {
  const { connection: _connection, host: _host, 'transfer-encoding': _coding, ...headers } = request.headers;
  const stream = session.request({ ...headers, ':method': request.method, ':path': request.url });
  stream.on('response', ({ ':status': status, ...fields }) => {
    for (const [name, value] of Object.entries(fields)) response.setHeader(name, value!);
    response.writeHead(status!);
  });
  stream.on('error', () => response.destroy());
  request.pipe(stream);
  stream.pipe(response);
}

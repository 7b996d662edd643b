import type { Environment } from '@halyard/admin';
import type { Logger } from '@halyard/core';
import { show } from '@halyard/core/store';
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { dirname } from 'node:path';
import type { MakeCommand } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';
import { interrupted } from '../interrupted.js';
import { end, listen } from '../serve/http-server.js';
import { withProbes } from '../serve/probes.js';
import { serverTokens } from '../serve/server-tokens.js';
import { streamSecret } from '../serve/stream-secret.js';
import { whereIs } from '../store/store-choice.js';
import { wholeNumber } from '../whole-number.js';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly basePath: string;
  readonly origin: readonly string[];
  readonly allowHost: readonly string[];
  readonly upstream?: string;
  readonly persist?: string;
  readonly publicTag?: readonly string[];
  readonly publicUrl?: string;
  readonly environment?: string;
  readonly environmentColor?: string;
}

/** The number of event streams: of replicas, pages and relays. */
const MOST_STREAMS = 5000;

/** `halyard serve`: the page, the REST API and OFREP in a server of its own, until Ctrl-C. */
export const serveCommand: MakeCommand = (run) =>
  new Command('serve')
    .description('serve the page, the REST API and OFREP, until Ctrl-C')
    .option(
      '--port <number>',
      'port to listen on; 0 takes a free port',
      wholeNumber('--port', [0, 65_535]),
      4100,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--base-path <path>', 'path prefix of all URLs, such as /flags', '')
    .option('--origin <origin...>', 'other origins whose pages may write', [])
    .option('--allow-host <name...>', 'host names that requests may name besides localhost and addresses', [])
    .option(
      '--upstream <url>',
      'follow the API of another Halyard (https://…), or a store that --url takes, such as redis://…',
    )
    .option('--persist <file>', 'keep the last known flags in this file, for a start while the store is away')
    .option('--public-tag <tag...>', 'tags of the flags that HALYARD_PUBLIC_TOKEN is for (default: public)')
    .option('--public-url <url>', 'URL of this server for web clients, if a proxy changes the path')
    .option('--environment <name>', 'name of the environment, which the page shows at its top')
    .option('--environment-color <color>', 'its colour there, such as #b3261e')
    .addHelpText('after', MORE)
    .action((options: ServeOptions, command) =>
      run(command, async (invocation) => {
        const { bearerTokens, makeAdmin, unreadLayer } = await import('@halyard/admin');
        const { prometheus } = await import('@halyard/telemetry');
        const { Registry } = await import('prom-client');
        const { createServer } = await import('node:http');
        const { upstream, persist, publicTag, publicUrl } = options;
        const store = invocation.servedStore(upstream);
        if (publicTag !== undefined && invocation.variable('HALYARD_PUBLIC_TOKEN') === undefined) {
          throw new CommandError(EXIT.usage, '--public-tag is for HALYARD_PUBLIC_TOKEN, which is not set');
        }
        if (persist !== undefined && !existsSync(dirname(persist))) {
          throw new CommandError(EXIT.usage, `--persist: there is no folder ${dirname(persist)}`);
        }
        const { tokens, made } = serverTokens((name) => invocation.variable(name), {
          host: options.host,
          isTerminal: invocation.terminal.stdout.isTTY,
          publicTags: publicTag ?? ['public'],
        });
        const secret = streamSecret(tokens);
        // The server also starts while the store is down, and serves the flags once the store is up.
        const logger = noting(invocation);
        const settings = { logger, applyPlanned: true, ...(persist === undefined ? {} : { persist }) };
        const flags = await invocation.openUnread(store, settings);
        const metrics = new Registry();
        prometheus(flags, metrics, { perFlag: true });
        const admin = makeAdmin(flags, {
          authorize: bearerTokens(tokens, { logger }),
          basePath: options.basePath,
          origins: options.origin,
          hosts: hostsOf(options),
          metrics,
          ...environmentOf(options),
          // The replicas of a fleet share a token.
          maxStreamsPerActor: MOST_STREAMS,
          maxStreams: MOST_STREAMS,
          ofrep: {
            ...(secret === undefined ? {} : { streamSecret: secret }),
            ...(publicUrl === undefined ? {} : { publicUrl }),
          },
        });
        const server = createServer(withProbes(flags, unreadLayer, admin.node));
        await listen(server, options.port, options.host);
        tellWhere(server, options, whereIs(store), made, invocation);
        await interrupted();
        admin.close();
        await end(server);
      }),
    );

const MORE = `
Each request needs a token, as "Authorization: Bearer …". Tokens come from the environment or, without --file, from .env:
  HALYARD_TOKEN           may read and change flags; if it is not set, a terminal shows a link with a new one
  HALYARD_READ_TOKEN      may read and evaluate flags
  HALYARD_EVALUATE_TOKEN  may only evaluate flags (OFREP)
  HALYARD_METRICS_TOKEN   may only read the metrics for Prometheus (/metrics), as HALYARD_READ_TOKEN may too
  HALYARD_PUBLIC_TOKEN    may only evaluate flags with the tag "public", or with a --public-tag; for web pages
The token for the API at --upstream is in HALYARD_UPSTREAM_TOKEN. Changes are passed on, if it permits them.

For probes, without a token: /healthz is 200 while the server runs, /readyz once the flags were read.
`;

function environmentOf({ environment: name, environmentColor: color }: ServeOptions): {
  environment?: Environment;
} {
  if (name === undefined) {
    if (color === undefined) return {};
    throw new CommandError(EXIT.usage, '--environment-color is for --environment, which is not set');
  }
  if (!/^[^\p{Cc}]{1,40}$/u.test(name)) {
    throw new CommandError(
      EXIT.usage,
      `--environment must be a name of 1 to 40 characters, received ${show(name)}`,
    );
  }
  if (color !== undefined && !/^#[\da-f]{6}$/i.test(color)) {
    throw new CommandError(EXIT.usage, `--environment-color must be as #b3261e, received ${show(color)}`);
  }
  return { environment: { name, ...(color === undefined ? {} : { color }) } };
}

/** The names that the options have anyway, and those that are only allowed. */
function hostsOf({ host, origin, allowHost }: ServeOptions): string[] {
  const origins = origin.filter((each) => URL.canParse(each)).map((each) => new URL(each).hostname);
  return [host, ...origins, ...allowHost].filter((name) => isIP(name.replaceAll(/[[\]]/g, '')) === 0);
}

function tellWhere(
  server: Server,
  { basePath }: ServeOptions,
  store: string,
  token: string | undefined,
  invocation: Invocation,
): void {
  const { address, family, port: at } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${at}${basePath}/`;
  invocation.show({ url, store, ...(token === undefined ? {} : { token }) }, () =>
    [
      `the flags in ${store} are at ${url}`,
      ...(token === undefined ? [] : [`sign-in link, which ends in a new token: ${url}#token=${token}`]),
    ].join('\n'),
  );
}

/** Prints each line on standard error. */
function noting(invocation: Invocation): Logger {
  const note = (line: string): void => invocation.note(line);
  return { info: note, warn: note, error: note };
}

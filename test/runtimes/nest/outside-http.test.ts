import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { FeatureFlags, isHalyardError, MemoryBackend, type RequestFlags } from '@halyard/core';
import { FlagGate, Flags, FlagsModule, KillSwitch } from '@halyard/nest';
import { type ArgumentsHost, Catch, Controller, UseFilters } from '@nestjs/common';
import { ExternalContextCreator, NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { firstValueFrom, throwError } from 'rxjs';
import { WebSocket } from 'ws';
import { moduleOf } from './serve-nest.js';

/** The errors that reached a handler's filters, and an event for each. */
let errors: unknown[];
const filters = new EventEmitter();
/** How often a gated handler ran. */
let runs: number;

@Catch()
class Recording {
  catch(error: unknown, _host: ArgumentsHost): unknown {
    errors.push(error);
    filters.emit('caught');
    return throwError(() => error);
  }
}

@Controller()
@UseFilters(new Recording())
class Prices {
  @MessagePattern('gated')
  @FlagGate('open')
  gated(): number {
    return ++runs;
  }

  @MessagePattern('switched')
  @KillSwitch('shut')
  switched(): number {
    return ++runs;
  }

  @MessagePattern('viewed')
  viewed(@Flags() _flags: RequestFlags): number {
    return ++runs;
  }
}

@WebSocketGateway()
@UseFilters(new Recording())
class Ticker {
  @SubscribeMessage('gated')
  @FlagGate('open')
  gated(): object {
    return { event: 'price', data: ++runs };
  }
}

/** Called as a resolver of GraphQL is. */
class Resolver {
  @FlagGate('open')
  gated(): number {
    return ++runs;
  }
}

describe('outside of HTTP', () => {
  let flags: FeatureFlags;
  let close: () => Promise<unknown>;

  beforeEach(async () => {
    errors = [];
    runs = 0;
    flags = await FeatureFlags.open(new MemoryBackend({ open: true, shut: false }));
  });

  afterEach(async () => {
    await close();
    await flags.close();
  });

  function expectRefusal(handler: string, type: string, who: string): void {
    expect(runs).to.equal(0);
    expect(isHalyardError(errors[0], 'INVALID_OPTION'), String(errors[0])).to.equal(true);
    expect(errors[0])
      .to.have.property('message')
      .that.contains(`${who} works for HTTP routes, and ${handler} is a handler of type "${type}"`)
      .and.contains('flags.isEnabled(name, context)');
  }

  for (const [pattern, who] of Object.entries({
    gated: '@FlagGate("open")',
    switched: '@KillSwitch("shut")',
    viewed: '@Flags()',
  })) {
    it(`a message that is ${pattern} is refused in a microservice`, async () => {
      const options = { host: '127.0.0.1', port: await freePort() };
      const service = await NestFactory.createMicroservice(
        moduleOf({ imports: [FlagsModule.forRoot({ flags })], controllers: [Prices] }),
        { transport: Transport.TCP, options, logger: false },
      );
      await service.listen();
      const client = ClientProxyFactory.create({ transport: Transport.TCP, options });
      close = async () => {
        client.close();
        await service.close();
      };
      const refused = await firstValueFrom(client.send(pattern, {})).catch(() => 'refused');
      expect(refused).to.equal('refused');
      expectRefusal(`Prices.${pattern}`, 'rpc', who);
    });
  }

  it('a message is refused in a gateway of WebSockets', async () => {
    const app = await NestFactory.create(
      moduleOf({ imports: [FlagsModule.forRoot({ flags })], providers: [Ticker] }),
      { logger: false, abortOnError: false },
    );
    app.useWebSocketAdapter(new WsAdapter(app));
    await app.listen(0, '127.0.0.1');
    close = () => app.close();
    const socket = new WebSocket((await app.getUrl()).replace('http', 'ws'));
    await once(socket, 'open');
    const caught = once(filters, 'caught');
    socket.send(JSON.stringify({ event: 'gated' }));
    await caught;
    socket.terminate();
    expectRefusal('Ticker.gated', 'ws', '@FlagGate("open")');
  });

  it('a resolver of GraphQL is refused', async () => {
    const app = await NestFactory.createApplicationContext(
      moduleOf({ imports: [FlagsModule.forRoot({ flags })], providers: [Resolver] }),
      { logger: false, abortOnError: false },
    );
    close = () => app.close();
    const resolver = app.get(Resolver);
    const resolve = app
      .get(ExternalContextCreator)
      .create(
        resolver,
        resolver.gated,
        'gated',
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        'graphql',
      );
    await resolve({}, {}, {}, {}).catch((error: unknown) => errors.push(error));
    expectRefusal('Resolver.gated', 'graphql', '@FlagGate("open")');
  });
});

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

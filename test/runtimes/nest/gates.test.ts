import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { FlagGate, type GateOptions, isGateClosedError, FlagsModule } from '@halyard/nest';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  HttpException,
  NotFoundException,
  Query,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { PLATFORMS } from './platforms.js';
import { serveNest } from './serve-nest.js';

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly cache: string | null;
  readonly body: string;
}

for (const platform of PLATFORMS) {
  describe(`a closed gate in Nest on ${platform.name}`, () => {
    let flags: FeatureFlags;
    /** What ran, in order. */
    let ran: string[];
    let close: () => Promise<void>;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ shut: false, beta: 'users:ann' }));
      ran = [];
    });

    afterEach(async () => {
      await close();
      await flags.close();
    });

    /** Asks a route that has this gate, between an interceptor, a pipe, and a filter for every error. */
    async function ask(options: GateOptions = {}, name = 'shut'): Promise<Answer> {
      const note = (what: string): number => ran.push(what);

      @Catch()
      class Filter implements ExceptionFilter {
        catch(error: unknown, host: ArgumentsHost): void {
          note('filter');
          const status = error instanceof HttpException ? error.getStatus() : 500;
          const response = host
            .switchToHttp()
            .getResponse<{ status(code: number): { send(body: string): void } }>();
          response.status(status).send(isGateClosedError(error) ? error.code : 'none of ours');
        }
      }

      @Controller('x')
      @UseFilters(new Filter())
      @FlagGate(name, options)
      class Gated {
        @Get()
        @UseInterceptors({
          intercept: (_context, next) => {
            note('interceptor');
            return next.handle();
          },
        })
        answer(@Query('id', { transform: (value: unknown) => note('pipe') && value }) _id: unknown): string {
          note('handler');
          return 'behind';
        }
      }

      const { origin, close: stop } = await serveNest(platform, {
        imports: [FlagsModule.forRoot({ flags, context: async () => ({ targetingKey: 'ben' }) })],
        controllers: [Gated],
      });
      close = stop;
      const { status, headers, text } = await fetch(`${origin}/x`, {
        signal: AbortSignal.timeout(5000),
      }).then(async (response) => ({
        status: response.status,
        headers: response.headers,
        text: await response.text(),
      }));
      return { status, type: headers.get('content-type'), cache: headers.get('cache-control'), body: text };
    }

    it('lets the interceptor, the pipe and the handler run while it is open', async () => {
      await flags.enable('shut');
      expect((await ask()).body).to.equal('behind');
      expect(ran).to.deep.equal(['interceptor', 'pipe', 'handler']);
    });

    for (const [when, name] of Object.entries({ 'at once': 'shut', 'after waiting': 'beta' })) {
      it(`answers itself, past every filter, closed ${when}`, async () => {
        const { status, type, cache, body } = await ask({}, name);
        expect({ status, type, cache }).to.deep.equal({
          status: 404,
          type: 'application/problem+json',
          cache: 'private, no-store',
        });
        expect(JSON.parse(body)).to.include({ code: 'NOT_FOUND' });
        expect(ran).to.deep.equal([]);
      });
    }

    it('gives the filters an HttpException with its status, code and headers', async () => {
      const { status, cache, body } = await ask({ onClosed: 'error', statusCode: 503, code: 'CLOSED_TODAY' });
      expect({ status, cache, body }).to.deep.equal({
        status: 503,
        cache: 'private, no-store',
        body: 'CLOSED_TODAY',
      });
      expect(ran).to.deep.equal(['filter']);
    });

    it("gives the app's own 404 where an onClosed function throws it", async () => {
      const onClosed = (): never => {
        throw new NotFoundException();
      };
      expect(await ask({ onClosed })).to.include({ status: 404, body: 'none of ours' });
      expect(ran).to.deep.equal(['filter']);
    });

    it('stays closed whatever an onClosed function returns', async () => {
      const onClosed = (context: ExecutionContext): boolean => {
        const response = context
          .switchToHttp()
          .getResponse<{ status(code: number): { send(body: string): void } }>();
        response.status(403).send('closed');
        return true;
      };
      expect(await ask({ onClosed })).to.include({ status: 403, body: 'closed' });
      expect(ran).to.deep.equal([]);
    });
  });

  describe(`the flags in Nest on ${platform.name}`, () => {
    it('says which module is missing where a gate finds no flags', async () => {
      @Controller('x')
      class Gated {
        @Get()
        @FlagGate('a')
        answer(): string {
          return 'behind';
        }
      }
      const errors: unknown[] = [];
      const { origin, close } = await serveNest(platform, { controllers: [Gated] }, undefined, (error) =>
        errors.push(error),
      );
      expect((await fetch(`${origin}/x`)).status).to.equal(500);
      expect(String(errors[0])).to.contain('FlagGate("a"): FlagsModule.forRoot({ flags }) is missing');
      await close();
    });
  });
}

import { bearerTokens, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { type INestApplication, Post, Body, Controller } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PLATFORMS } from './platforms.js';
import { serveNest } from './serve-nest.js';

const TOKEN = 'a-token-of-many-characters';

@Controller('orders')
class OrdersController {
  @Post()
  add(@Body() body: unknown): unknown {
    return { added: body };
  }
}

for (const { name, ...platform } of PLATFORMS) {
  describe(`the administration in Nest on ${name}`, () => {
    it('mounts with one line, reads bodies of any type, and leaves those of the app alone', async () => {
      const flags = await FeatureFlags.open(new MemoryBackend());
      const authorize = bearerTokens({ [TOKEN]: { actor: 'ana', read: true, write: true } });
      const admin = makeAdmin(flags, { authorize });
      const mount = (app: INestApplication): unknown =>
        name === 'Express'
          ? app.use('/flags', admin.node)
          : (app as NestFastifyApplication).register(admin.fastify, { prefix: '/flags' });
      const { origin, close } = await serveNest(
        { name, ...platform },
        { controllers: [OrdersController] },
        mount,
      );
      const send = (path: string, method: string, body: string): Promise<Response> =>
        fetch(origin + path, {
          method,
          body,
          headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
        });
      expect((await fetch(`${origin}/flags/`)).headers.get('content-type')).to.match(/^text\/html/);
      expect((await fetch(`${origin}/flags/api/v1/flags`)).status).to.equal(401);
      // A JSON text, which the parser of Express refuses.
      expect((await send('/flags/api/v1/flags/beta', 'PUT', '"25%"')).status).to.be.oneOf([200, 201]);
      expect(flags.definition('beta')).not.to.equal(undefined);
      expect(await (await send('/orders', 'POST', '{"a":1}')).json()).to.deep.equal({ added: { a: 1 } });
      admin.close();
      await close();
      await flags.close();
    });
  });
}

import type { Admin } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { FlagsModule, type HttpRequest } from '@halyard/nest';
import { type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LegacyController } from './legacy-controller.js';
import { ShopController } from './shop-controller.js';

@Module({ controllers: [ShopController, LegacyController] })
class ShopModule {}

/** The shop. The header `x-user` identifies the user; a real shop would have a session. */
export async function makeShop(flags: FeatureFlags, admin: Admin): Promise<INestApplication> {
  const context = ({ headers }: HttpRequest) => ({ targetingKey: headers['x-user'] as string });
  const root = { module: ShopModule, imports: [FlagsModule.forRoot({ flags, context })] };
  // Event streams of the page stay open until the shop closes.
  const shop = await NestFactory.create(root, { forceCloseConnections: true, logger: ['error', 'warn'] });

  // The page and the API, at /flags.
  shop.use('/flags', admin.node);

  return shop;
}

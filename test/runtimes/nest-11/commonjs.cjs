// An app as the compilers of most apps of Nest 11 emit it.
const assert = require('node:assert/strict');
const { FeatureFlags, MemoryBackend } = require('@halyard/core');
const { FlagGate, FlagsModule } = require('@halyard/nest');
const { Controller, Get, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

class CheckoutController {
  checkout() {
    return 'bought';
  }
}
const descriptor = Object.getOwnPropertyDescriptor(CheckoutController.prototype, 'checkout');
for (const decorate of [Get('checkout'), FlagGate('new_checkout')]) {
  decorate(CheckoutController.prototype, 'checkout', descriptor);
}
Controller()(CheckoutController);

class ShopModule {
  constructor(flags) {
    this.flags = flags;
  }

  isOpen() {
    return this.flags.isEnabled('new_checkout');
  }
}
// What a compiler emits for `constructor(flags: FeatureFlags)`.
Reflect.defineMetadata('design:paramtypes', [FeatureFlags], ShopModule);

async function main() {
  const flags = await FeatureFlags.open(new MemoryBackend());
  Module({ imports: [FlagsModule.forRoot({ flags })], controllers: [CheckoutController] })(ShopModule);
  const app = await NestFactory.create(ShopModule, { logger: false, abortOnError: false });
  await app.listen(0, '127.0.0.1');
  const ask = async () => (await fetch(`${await app.getUrl()}/checkout`)).status;
  assert.equal(await ask(), 404);
  await flags.enable('new_checkout');
  assert.equal(await ask(), 200);
  assert.equal(app.get(ShopModule).isOpen(), true);
  await app.close();
  await flags.close();
  console.log('gates a route from CommonJS');
}

void main();

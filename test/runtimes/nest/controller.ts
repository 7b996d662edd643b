import { All, Controller, Req, Res } from '@nestjs/common';
import { handlerOf, type NestMiddleware, suiteResponse } from './suite-handler.js';

/** Where a controller and its only route are decorated. */
export interface Decorators {
  /** From the bottom up, as those of TypeScript are applied. @default `Controller()` */
  readonly controller?: readonly ClassDecorator[];
  /** The same for the route. @default `All()` */
  readonly route?: readonly MethodDecorator[];
}

/** A controller whose only route does what the suite's handler says. */
export function controller(
  behind: NestMiddleware,
  { controller: onClass = [Controller()], route = [All()] }: Decorators,
): new () => object {
  class SuiteController {
    answer(request: object, response: object): unknown {
      return handlerOf(behind)(request, suiteResponse(response));
    }
  }
  Req()(SuiteController.prototype, 'answer', 0);
  Res({ passthrough: true })(SuiteController.prototype, 'answer', 1);
  const descriptor = Object.getOwnPropertyDescriptor(SuiteController.prototype, 'answer')!;
  for (const decorate of route) decorate(SuiteController.prototype, 'answer', descriptor);
  for (const decorate of onClass) decorate(SuiteController);
  return SuiteController;
}

import { HalyardError } from '@halyard/core';
import type { ExecutionContext } from '@nestjs/common';

/** The request of the platform. Throws `INVALID_OPTION`, which names `owner`, where a handler serves no HTTP route. */
export function httpRequest(owner: string, context: ExecutionContext): object {
  const type = context.getType<string>();
  if (type === 'http') return context.switchToHttp().getRequest<object>();
  const handler = `${context.getClass().name}.${context.getHandler().name}`;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner} works for HTTP routes, and ${handler} is a handler of type ${JSON.stringify(type)}; ` +
      'inject FeatureFlags there, and ask flags.isEnabled(name, context)',
  );
}

import { KillSwitch } from '@halyard/nest';
import { Controller, Get } from '@nestjs/common';

/** The old API, which answers until the flag is on. */
@Controller('legacy')
@KillSwitch('legacy_down', { retryAfterSeconds: 120 })
export class LegacyController {
  @Get('orders')
  orders(): object {
    return { orders: [] };
  }
}

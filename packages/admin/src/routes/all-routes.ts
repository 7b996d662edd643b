import type { Route } from '../http/route.js';
import type { AdminService } from './admin-service.js';
import { changesRoute } from './changes.js';
import { eventRoutes } from './events.js';
import { flagSwitchRoutes } from './flag-switches.js';
import { flagRoutes } from './flags.js';
import { historyRoutes } from './history.js';
import { manifestRoutes } from './manifest.js';
import { type MetricsSource, metricsRoute } from './metrics.js';
import { ofrepEventsRoute } from './ofrep-events.js';
import { ofrepRoutes } from './ofrep.js';
import { openApiRoute } from './openapi.js';
import { pageRoutes } from './page.js';
import { plannedRoutes } from './planned.js';
import { previewRoutes } from './previews.js';
import { segmentRoutes } from './segments.js';
import { statusRoutes } from './status.js';
import { transferRoutes } from './transfer.js';
import { usageRoutes } from './usage.js';
import { tryingOutRoutes } from './trying-out.js';

/** All operations, and the page that calls them. Metrics and previews are there only if they are wanted. */
export function allRoutes(service: AdminService, metrics: MetricsSource | undefined): Route[] {
  const routes = [
    ...flagRoutes(service),
    ...flagSwitchRoutes(service),
    ...tryingOutRoutes(service),
    ...segmentRoutes(service),
    ...historyRoutes(service),
    ...transferRoutes(service),
    changesRoute(service),
    ...statusRoutes(service),
    ...usageRoutes(service),
    ...eventRoutes(service),
    ...ofrepRoutes(service),
    ...plannedRoutes(service),
    ...previewRoutes(service),
    ...(metrics === undefined ? [] : [metricsRoute(metrics)]),
    ofrepEventsRoute(service),
    ...manifestRoutes(service),
  ];
  return [...routes, openApiRoute(routes), ...pageRoutes()];
}

import { textAnswer } from '../http/json-answer.js';
import { type Route, route } from '../http/route.js';

/** What has metrics as text, such as a registry of prom-client. */
export interface MetricsSource {
  /** The media type of the text. */
  readonly contentType: string;
  /** The metrics as they are now. */
  metrics(): Promise<string>;
}

/** The metrics, for Prometheus. */
export function metricsRoute(source: MetricsSource): Route {
  return route({
    method: 'GET',
    path: '/metrics',
    permission: 'metrics',
    id: 'readMetrics',
    summary: 'The metrics of the server, for Prometheus.',
    ignoresQuery: true,
    answers: {
      200: { description: 'The metrics.', schema: { type: 'string' }, mediaType: 'text/plain' },
    },
    async handle() {
      const text = await source.metrics();
      return textAnswer(text, { headers: { 'Content-Type': source.contentType } });
    },
  });
}

import type { Evaluation } from '../evaluation/evaluation.js';
import type { ContextSource } from '../request-flags.js';

/** What a gate asks a request's view: any `RequestFlags`, whatever its flag types and whichever copy made it. */
export interface GateView {
  readonly service: object;
  isEnabled(name: string, fallback?: boolean): boolean;
  evaluate(name: string): Evaluation;
  dependsOnContext(name: string): boolean;
  ready(): void | Promise<void>;
  at(context: ContextSource): GateView;
}

/** What makes such views: any `FeatureFlags`. */
export interface GateService {
  at(context: ContextSource): GateView;
}

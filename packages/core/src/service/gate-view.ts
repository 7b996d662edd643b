import type { Outcome } from '../evaluation/evaluation.js';

/** What a gate asks a request's view: any `RequestFlags`, whatever its flag types and whichever copy made it. */
export interface GateView {
  readonly service: object;
  isEnabled(name: string, fallback?: boolean): boolean;
  decide(name: string): Outcome | undefined;
  dependsOnContext(name: string): boolean;
  ready(): void | Promise<void>;
  /** `context`: a context, or a function that finds it. */
  at(context: object): GateView;
}

/** What makes such views: any `FeatureFlags`. */
export interface GateService {
  at(context: object): GateView;
}

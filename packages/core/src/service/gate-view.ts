import type { Outcome } from '../evaluation/evaluation.js';
import type { RequestOverrideResult } from './counts/counts.js';
import type { Override } from './override.js';

/** What a gate asks a request's view: any `RequestFlags`, whatever its flag types and whichever copy made it. */
export interface GateView {
  /** The service that made it. */
  readonly service: GateService;
  /** See {@link RequestFlags.isEnabled}. */
  isEnabled(name: string, fallback?: boolean): boolean;
  /** See {@link RequestFlags.decide}. */
  decide(name: string): Outcome | undefined;
  /** See {@link RequestFlags.dependsOnContext}. */
  dependsOnContext(name: string): boolean;
  /** See {@link RequestFlags.ready}. */
  ready(): void | Promise<void>;
  /** Whether an answer may have depended on the context already. Absent in views of an older copy. */
  readonly contextIsUsed?: boolean;
  /** `context`: a context, or a function that finds it. `overrides`: further ones for this request. */
  at(context: object, overrides?: ReadonlyMap<string, Override>): GateView;
}

/** What makes such views: any `FeatureFlags`. */
export interface GateService {
  /** A view for a context, or for a function that finds it, with overrides for its request. */
  at(context: object, overrides?: ReadonlyMap<string, Override>): GateView;
  /** Called with what became of overrides that a request brought. Absent in older copies. */
  requestOverrides?(results: readonly RequestOverrideResult[]): void;
  /** Called when a gate of this flag has decided. Absent in older copies. */
  gateDecided?(name: string, isOpen: boolean): void;
  /** Called when `who` brings a context to a request that was asked for another one before. Absent in older copies. */
  lateContext?(who: string): void;
}

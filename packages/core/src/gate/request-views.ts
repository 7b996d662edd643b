import type { EvaluationContext } from '../evaluation/evaluation.js';
import type { ContextFunction } from './gate-options.js';
import type { GateService, GateView } from '../service/gate-view.js';

// Registered symbols, so that two copies of this package share one request's snapshot. Gates look here and not at
// `flags`, which the app may use for something else.
const CURRENT: unique symbol = Symbol.for('halyard.view') as never;
const OTHERS: unique symbol = Symbol.for('halyard.views') as never;

/** The framework's object for one request: Express's `req`, Koa's `ctx`. */
export interface ViewCarrier {
  flags?: unknown;
  [CURRENT]?: GateView;
  [OTHERS]?: OtherView[];
}

/** A view that is not the request's own: another service's, or for the context of one gate. */
interface OtherView {
  readonly view: GateView;
  /** The gate's own context function, if the view is for that. */
  readonly context: unknown;
}

const NO_CONTEXT: EvaluationContext = Object.freeze({});

/**
 * Makes a view the request's own, `carrier.flags`. Where the request has one of this service already, the new one
 * keeps its snapshot.
 */
export function mountView<Carrier extends object>(
  carrier: Carrier,
  service: GateService,
  context?: ContextFunction<Carrier>,
): GateView {
  const slots: ViewCarrier = carrier;
  const view = (viewOf(slots, service) ?? service).at(
    context === undefined ? NO_CONTEXT : () => context(carrier),
  );
  const before = slots[CURRENT];
  if (before !== undefined && before.service !== service) keep(slots, before, undefined);
  slots[CURRENT] = view;
  slots.flags = view;
  return view;
}

/**
 * The view that a gate with these options asks, `undefined` when the request has none. All views of one service and
 * one request share a snapshot; a context function shared by several gates runs once.
 */
export function findView<Carrier extends object>(
  carrier: Carrier,
  service?: GateService,
  context?: ContextFunction<Carrier>,
): GateView | undefined {
  const slots: ViewCarrier = carrier;
  const view = service === undefined ? slots[CURRENT] : (viewOf(slots, service) ?? install(slots, service));
  if (context === undefined || view === undefined) return view;
  const known = slots[OTHERS]?.find(
    (other) => other.context === context && other.view.service === view.service,
  );
  return (
    known?.view ??
    keep(
      slots,
      view.at(() => context(carrier)),
      context,
    )
  );
}

function viewOf(slots: ViewCarrier, service: GateService): GateView | undefined {
  const current = slots[CURRENT];
  if (current?.service === service) return current;
  return slots[OTHERS]?.findLast((other) => other.context === undefined && other.view.service === service)
    ?.view;
}

/** A view without context, for a gate that brings its service. */
function install(slots: ViewCarrier, service: GateService): GateView {
  if (slots[CURRENT] === undefined) return mountView(slots, service);
  return keep(slots, service.at(NO_CONTEXT), undefined);
}

function keep(slots: ViewCarrier, view: GateView, context: unknown): GateView {
  (slots[OTHERS] ??= []).push({ view, context });
  return view;
}

import type { ContextFunction } from './gate-options.js';
import type { GateService, GateView } from '../service/gate-view.js';
import type { Override } from '../service/override.js';
import { contextSource } from './visitor-context.js';

/** The views of one request. */
interface Views {
  /** The request's own, `flags`. */
  current?: GateView;
  others?: OtherView[];
  /** The key of the visitor. */
  visitor?: string;
}

// Two copies of this package share it, by a registered symbol, so that a request has one snapshot. Gates look here and
// not at `flags`, which the app may use for something else. A map, because a property added to a request of Express
// costs 1 µs.
const REQUESTS: unique symbol = Symbol.for('halyard.requests') as never;
const requests = ((globalThis as { [REQUESTS]?: WeakMap<object, Views> })[REQUESTS] ??= new WeakMap());

/** A view that is not the request's own: another service's, or for the context of one gate. */
interface OtherView {
  readonly view: GateView;
  /** The gate's own context function, if the view is for that. */
  readonly context: unknown;
}

/** What a request's own view is made with. */
export interface Mounting<Carrier extends object> {
  readonly context?: ContextFunction<Carrier> | undefined;
  /** @default `carrier.flags` */
  readonly setFlags?: ((carrier: Carrier, view: GateView) => void) | undefined;
  readonly overrides?: ReadonlyMap<string, Override> | undefined;
  /** The key of the visitor, which later contexts of this request have too. */
  readonly visitor?: string | undefined;
}

/** The key of the visitor, if an earlier mounting has found one. */
export function visitorOf(carrier: object): string | undefined {
  return requests.get(carrier)?.visitor;
}

/**
 * Makes a view the request's own, where its handlers find it. Where the request has one of this service already, the new
 * one keeps its snapshot and its overrides.
 */
export function mountView<Carrier extends object>(
  carrier: Carrier,
  service: GateService,
  { context, setFlags = setProperty, overrides, visitor }: Mounting<Carrier>,
): GateView {
  const views = viewsOf(carrier);
  if (visitor !== undefined) views.visitor = visitor;
  const earlier = viewOf(views, service);
  if (earlier?.contextIsUsed && context !== undefined) service.lateContext?.('featureFlags');
  const view = (earlier ?? service).at(contextSource(carrier, context, views.visitor), overrides);
  const before = views.current;
  if (before !== undefined && before.service !== service) keep(views, before, undefined);
  views.current = view;
  setFlags(carrier, view);
  return view;
}

/**
 * The view that a gate with these options asks, `undefined` when the request has none: without options its own. All views
 * of one service and one request share a snapshot; a context function shared by several gates runs once. `gate` is named
 * in the log.
 */
export function findView<Carrier extends object>(
  carrier: Carrier,
  service?: GateService,
  context?: ContextFunction<Carrier>,
  setFlags?: (carrier: Carrier, view: GateView) => void,
  gate?: { readonly owner: string; readonly name: string },
): GateView | undefined {
  const views = viewsOf(carrier);
  const view =
    service === undefined
      ? views.current
      : (viewOf(views, service) ?? install(carrier, views, service, setFlags));
  if (context === undefined || view === undefined) return view;
  const known = views.others?.find(
    (other) => other.context === context && other.view.service === view.service,
  );
  if (known !== undefined) return known.view;
  if (view.contextIsUsed) {
    view.service.lateContext?.(gate ? `${gate.owner}(${JSON.stringify(gate.name)})` : 'a gate');
  }
  const own = view.at(contextSource(carrier, context, views.visitor));
  return keep(views, own, context);
}

function viewsOf(carrier: object): Views {
  let views = requests.get(carrier);
  if (views === undefined) {
    views = {};
    requests.set(carrier, views);
  }
  return views;
}

function viewOf(views: Views, service: GateService): GateView | undefined {
  const current = views.current;
  if (current?.service === service) return current;
  return views.others?.findLast((other) => other.context === undefined && other.view.service === service)
    ?.view;
}

/** A view without context, for a gate that brings its service. */
function install<Carrier extends object>(
  carrier: Carrier,
  views: Views,
  service: GateService,
  setFlags: ((carrier: Carrier, view: GateView) => void) | undefined,
): GateView {
  if (views.current === undefined) return mountView(carrier, service, { setFlags });
  return keep(views, service.at(contextSource(carrier, undefined, views.visitor)), undefined);
}

function keep(views: Views, view: GateView, context: unknown): GateView {
  (views.others ??= []).push({ view, context });
  return view;
}

function setProperty(carrier: object, view: GateView): void {
  (carrier as { flags?: unknown }).flags = view;
}

/** The values of attributes. */
export type AttributeValue = string | number | boolean;

/** Attributes by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What a collection of metrics is given. */
export interface Observation {
  /** Observes one series of an instrument. */
  observe(instrument: never, value: number, attributes?: Attributes): void;
}

/** A meter, as far as it is used. */
export interface Meter {
  /** Makes a counter that is read when metrics are collected. */
  createObservableCounter(name: string, options: InstrumentOptions): unknown;
  /** Makes a gauge that is read when metrics are collected. */
  createObservableGauge(name: string, options: InstrumentOptions): unknown;
  /** Has a function called at each collection. */
  addBatchObservableCallback(callback: (result: Observation) => Promise<void>, instruments: never[]): void;
  /** Has it called no longer. */
  removeBatchObservableCallback(callback: (result: Observation) => Promise<void>, instruments: never[]): void;
}

/** What is said about an instrument. */
export interface InstrumentOptions {
  /** What it measures. */
  readonly description: string;
  /** Its unit, in UCUM. */
  readonly unit: string;
}

/** A span, as far as it is used. */
export interface Span {
  /** Whether its attributes are kept. */
  isRecording(): boolean;
  /** Adds an attribute. */
  setAttribute(name: string, value: AttributeValue): unknown;
}

/** A logger of events. */
export interface EventLogger {
  /** Emits an event. */
  emit(event: { eventName: string; attributes: Attributes }): void;
}

/**
 * The APIs of OpenTelemetry: `{ metrics, trace }` of `@opentelemetry/api` and `{ logs }` of `@opentelemetry/api-logs`, or
 * providers of an SDK in their place.
 */
export interface OpenTelemetryApi {
  /** Where the metrics go. */
  readonly metrics: { getMeter(name: string): Meter };
  /** Where the active span is found; for `spans`. */
  readonly trace?: { getActiveSpan(): Span | undefined };
  /** Where events go; for `events`. */
  readonly logs?: { getLogger(name: string): EventLogger };
}

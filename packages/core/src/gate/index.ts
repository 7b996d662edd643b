// For authors of framework adapters.

// A gate.
export { Gate } from './gate.js';
export { type GateNext, type GatePort, runGate } from './run-gate.js';
export type { GateKind } from './gate-kind.js';
export type { AnswerOptions, ContextFunction, DecisionOptions, GateOptions } from './gate-options.js';
export { type WhenEnabledArguments, whenEnabledArguments } from './when-enabled.js';

// The middleware that gives a request its flags.
export { checkMount, type MountOptions } from './mount-options.js';
export { checkNext } from './check-next.js';
export { mountView } from './request-views.js';
export { runWithView } from '../service/request-storage.js';
export type { GateService, GateView } from '../service/gate-view.js';

// The answer of a closed gate.
export { type ClosedAnswer, OFFERED_MEDIA_TYPES, type ProblemDetails } from './closed-answer.js';
export { statusTitle } from './status-title.js';

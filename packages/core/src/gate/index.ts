// For authors of framework adapters.

// A gate.
export { Gate } from './gate.js';
export type { GateNext, GatePort } from './gate-port.js';
export { runGate } from './run-gate.js';
export type { GateKind } from './gate-kind.js';
export type {
  AnswerOptions,
  ContextFunction,
  DecisionOptions,
  GateOptions,
  KillSwitchOptions,
  WrappingGateOptions,
} from './gate-options.js';
export { type WhenEnabledGate, whenEnabledGate } from './when-enabled.js';

// The middleware that gives a request its flags.
export { Mount, type MountOptions } from './mount.js';
export type { VisitorOptions } from './visitors.js';
export type { MountPort } from './mount-port.js';
export { runMount } from './run-mount.js';
export { type AnswerHeaders, headersOfNode, withHeaders } from './answer-headers.js';
export { checkFramework } from './check-framework.js';
export { findView } from './request-views.js';
export type { GateService, GateView } from '../service/gate-view.js';

// The handler that begins and ends the overrides of a tester.
export { checkOverrides } from './signed-overrides.js';
export { sendPreview } from './send-preview.js';

// The handler that answers with the status of the flags.
export { checkService } from './check-service.js';
export { sendStatus } from './send-status.js';

// The answer of a closed gate.
export { type ClosedAnswer, OFFERED_MEDIA_TYPES, type ProblemDetails } from './closed-answer.js';
export { statusTitle } from './status-phrase.js';

import { messageOf } from '../../base/errors.js';
import { Log } from '../../base/log.js';
import type { Logger } from '../../base/logger.js';
import type { Backend } from '../../store/backend.js';
import { neverRead } from '../../store/first-load.js';
import { BackendLog } from './backend-log.js';
import { EvaluationLog } from './evaluation-log.js';

/** All that a service logs (docs/operate.md, "Logs"). */
export class ServiceLog {
  readonly backend: BackendLog;
  readonly evaluations: EvaluationLog;
  readonly #log: Log;

  constructor(logger: Logger | false | undefined, backend: Backend) {
    this.#log = new Log(logger);
    this.backend = new BackendLog(this.#log, () => backend.status());
    this.evaluations = new EvaluationLog(this.#log, () => neverRead(backend.status()) === undefined);
  }

  /** A listener of the program's threw. */
  listenerThrew(error: unknown): void {
    this.#log.write('error', `a listener given to onChange threw: ${messageOf(error)}`);
  }
}

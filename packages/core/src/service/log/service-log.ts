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
  #saidLateContext = false;

  constructor(logger: Logger | false | undefined, backend: Backend) {
    this.#log = new Log(logger);
    this.backend = new BackendLog(this.#log, () => backend.status());
    this.evaluations = new EvaluationLog(this.#log, () => neverRead(backend.status()) === undefined);
  }

  /** A planned change was not applied although its time has come. */
  planned(sentence: string): void {
    this.#log.write('error', sentence);
  }

  /** A listener of the program's threw. */
  listenerThrew(error: unknown): void {
    this.#log.write('error', `a listener given to onChange threw: ${messageOf(error)}`);
  }

  /** `who` brought a context to a request that had been asked for another one before. */
  lateContext(who: string): void {
    if (this.#saidLateContext) return;
    this.#saidLateContext = true;
    this.#log.write(
      'warn',
      `${who} brings a context after flags of the request were decided with another one: ` +
        'mount authentication first, then featureFlags with its context, then the gates',
    );
  }
}

import { Listeners, type ReportThrown } from '../base/listeners.js';
import type { BackendState, BackendStatus } from '../store/backend.js';

/** Callbacks for the moments when a backend's state becomes another. The status is read only while there are any. */
export class StateListeners<Status extends BackendStatus> {
  readonly #listeners: Listeners<[Status]>;
  readonly #status: () => Status;
  #state: BackendState | undefined;

  constructor(status: () => Status, report: ReportThrown) {
    this.#listeners = new Listeners(report);
    this.#status = status;
  }

  add(listener: (status: Status) => void): () => void {
    if (this.#listeners.isEmpty) this.#state = this.#status().state;
    return this.#listeners.add(listener);
  }

  /** The backend has changed. */
  changed(): void {
    if (this.#listeners.isEmpty) return;
    const status = this.#status();
    if (status.state === this.#state) return;
    this.#state = status.state;
    this.#listeners.call(status);
  }
}

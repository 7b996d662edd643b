import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterNeed } from '../adapter-subject.js';

/** One thing that must hold for an adapter, in a lab of its own. */
export interface AdapterCase {
  readonly name: string;
  readonly test: (lab: AdapterLab) => Promise<void>;
  /** What the framework or the adapter must have. @default nothing */
  readonly needs?: AdapterNeed;
}

import type { AdapterLab } from '../adapter-lab.js';

/** One thing that must hold for an adapter, in a lab of its own. */
export interface AdapterCase {
  readonly name: string;
  readonly test: (lab: AdapterLab) => Promise<void>;
  /** `"response"`: handlers must share a response before one of them answers. @default nothing */
  readonly needs?: 'response';
}

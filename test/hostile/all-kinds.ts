import type { HostileKind } from './hostile-kind.js';
import { contexts } from './kinds/contexts.js';
import { definitions } from './kinds/definitions.js';
import { names } from './kinds/names.js';
import { requests } from './kinds/requests.js';

/** Everything that is tried. */
export const ALL_KINDS: readonly HostileKind[] = [definitions, contexts, names, requests];

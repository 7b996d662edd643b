import { adapterSuite, runSections } from '@halyard/conformance';
import { otherFrameworks } from '../support/other-frameworks.js';
import { honoSubject } from './hono-subject.js';
import { honoMountings } from './mountings.js';

const elsewhere = otherFrameworks('Hono');

runSections(adapterSuite({ ...honoSubject('Hono', honoMountings()), elsewhere }), { describe, it });

import { adapterSuite, runSections } from '@halyard/conformance';
import { otherFrameworks } from '../support/other-frameworks.js';
import { nodeMountings } from './mountings.js';
import { nodeSubject } from './node-subject.js';

// Express calls middleware as node:http does.
const elsewhere = otherFrameworks('node:http', 'Express');

runSections(adapterSuite({ ...nodeSubject('node:http', nodeMountings()), elsewhere }), { describe, it });

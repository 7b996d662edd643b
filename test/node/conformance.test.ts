import { adapterSuite, runSections } from '@halyard/conformance';
import { nodeMountings } from './mountings.js';
import { nodeSubject } from './node-subject.js';

runSections(adapterSuite(nodeSubject('node:http', nodeMountings())), { describe, it });

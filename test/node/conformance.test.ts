import { adapterSuite, runSections } from '@halyard/conformance';
import { otherFrameworks } from '../support/other-frameworks.js';
import { serveHttp2 } from '../support/serve-http2.js';
import { nodeMountings } from './mountings.js';
import { nodeSubject } from './node-subject.js';
import { polkaMountings } from './polka-mountings.js';
import { polkaSubject } from './polka-subject.js';

// Express calls middleware as node:http does.
const elsewhere = otherFrameworks('node:http', 'Express');

runSections(adapterSuite({ ...nodeSubject('node:http', nodeMountings()), elsewhere }), { describe, it });
runSections(adapterSuite(nodeSubject('node:http2', nodeMountings(serveHttp2), serveHttp2)), { describe, it });
runSections(adapterSuite(polkaSubject('polka', polkaMountings())), { describe, it });

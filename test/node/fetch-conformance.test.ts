import { adapterSuite, runSections } from '@halyard/conformance';
import { otherFrameworks } from '../support/other-frameworks.js';
import { fetchMountings } from './fetch-mountings.js';
import { fetchSubject } from './fetch-subject.js';

const elsewhere = otherFrameworks('fetch');

runSections(adapterSuite({ ...fetchSubject('fetch', fetchMountings()), elsewhere }), { describe, it });

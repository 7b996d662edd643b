import { adapterSuite, runSections } from '@halyard/conformance';
import { describe, it } from 'mocha';
import { nestMountings } from './mountings.js';
import { nestSubject } from './nest-subject.js';
import { PLATFORMS } from './platforms.js';

for (const platform of PLATFORMS) {
  runSections(adapterSuite(nestSubject(platform, nestMountings(platform))), { describe, it });
}

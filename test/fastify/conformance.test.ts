import { adapterSuite, runSections } from '@halyard/conformance';
import { otherFrameworks } from '../support/other-frameworks.js';
import { fastifySubject } from './fastify-subject.js';
import { fastifyMountings } from './mountings.js';

const elsewhere = otherFrameworks('Fastify');

runSections(adapterSuite({ ...fastifySubject('Fastify', fastifyMountings()), elsewhere }), { describe, it });

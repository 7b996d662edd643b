import { adapterSuite, runSections } from '@halyard/conformance';
import Koa from 'koa';
import { koaSubject } from '../koa/koa-subject.js';
import { nodeMountings } from './mountings.js';
import { nodeSubject } from './node-subject.js';

const elsewhere = [koaSubject('Koa', Koa, [])];

runSections(adapterSuite({ ...nodeSubject('node:http', nodeMountings()), elsewhere }), { describe, it });

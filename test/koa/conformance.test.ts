import { adapterSuite, runSections } from '@halyard/conformance';
import Koa from 'koa';
import Koa2 from 'koa2';
import { otherFrameworks } from '../support/other-frameworks.js';
import { type KoaClass, koaSubject } from './koa-subject.js';
import { koaMountings } from './mountings.js';

const versions: Readonly<Record<string, KoaClass>> = { 'Koa 3': Koa, 'Koa 2': Koa2 };
const elsewhere = otherFrameworks('Koa');

for (const [name, framework] of Object.entries(versions)) {
  const subject = { ...koaSubject(name, framework, koaMountings(framework)), elsewhere };
  runSections(adapterSuite(subject), { describe, it });
}

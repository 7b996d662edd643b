import { adapterSuite, runSections } from '@halyard/conformance';
import Koa from 'koa';
import Koa2 from 'koa2';
import { type KoaClass, koaSubject } from './koa-subject.js';
import { koaMountings } from './mountings.js';

const versions: Readonly<Record<string, KoaClass>> = { 'Koa 3': Koa, 'Koa 2': Koa2 };

for (const [name, framework] of Object.entries(versions)) {
  runSections(adapterSuite(koaSubject(name, framework, koaMountings(framework))), { describe, it });
}

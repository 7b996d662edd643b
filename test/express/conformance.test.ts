import { adapterSuite, runSections } from '@halyard/conformance';
import express from 'express';
import express4 from 'express4';
import { type ExpressModule, expressSubject } from './express-subject.js';
import { expressMountings } from './mountings.js';

const versions: Readonly<Record<string, ExpressModule>> = { 'Express 5': express, 'Express 4': express4 };

for (const [name, framework] of Object.entries(versions)) {
  runSections(adapterSuite(expressSubject(name, framework, expressMountings(framework))), { describe, it });
}

import { adapterSuite, runSections } from '@halyard/conformance';
import express from 'express';
import express4 from 'express4';
import { otherFrameworks } from '../support/other-frameworks.js';
import { type ExpressModule, expressSubject } from './express-subject.js';
import { expressMountings } from './mountings.js';

const versions: Readonly<Record<string, ExpressModule>> = { 'Express 5': express, 'Express 4': express4 };
const elsewhere = otherFrameworks('Express');

for (const [name, framework] of Object.entries(versions)) {
  const subject = { ...expressSubject(name, framework, expressMountings(framework)), elsewhere };
  runSections(adapterSuite(subject), { describe, it });
}

import { adapterSuite, runSections } from '@halyard/conformance';
import express from 'express';
import Koa from 'koa';
import Koa2 from 'koa2';
import { expressSubject } from '../express/express-subject.js';
import { type KoaClass, koaSubject } from './koa-subject.js';
import { koaMountings } from './mountings.js';

const versions: Readonly<Record<string, KoaClass>> = { 'Koa 3': Koa, 'Koa 2': Koa2 };
const elsewhere = [expressSubject('Express', express, [])];

for (const [name, framework] of Object.entries(versions)) {
  const subject = { ...koaSubject(name, framework, koaMountings(framework)), elsewhere };
  runSections(adapterSuite(subject), { describe, it });
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A clone of the repository runs the sources, which are never older than a build. The published package does not
// have this file.
const sources = new URL('run-sources.js', import.meta.url);
await import(existsSync(sources) ? sources.href : './dist/bin.js');

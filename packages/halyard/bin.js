#!/usr/bin/env node
await import('@halyard/cli/bin.js');

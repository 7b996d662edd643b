import type { FeatureFlags } from '@halyard/core';
import { isReserved } from '@halyard/core/store';
import type { Syntax } from '@halyard/formats';
import { documentOf, type FlagsDocument } from '../transfer/document-of.js';

/**
 * The flags without what is stored beside them: planned changes say who plans what, and the readers of the file are not asked
 * for a token.
 */
export function publishedDocument(flags: FeatureFlags, syntax: Syntax): Promise<FlagsDocument> {
  return documentOf(flags, syntax, (name) => !isReserved(name));
}

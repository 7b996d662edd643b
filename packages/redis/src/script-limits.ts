import { type ChunkLimits } from '@halyard/core/store';

/** What one script takes, so that none holds the server for long: at most 1,000 flags or 256 KiB, or one flag. */
export const SCRIPT_LIMITS: ChunkLimits<{ readonly name: string; readonly text?: string | undefined }> = {
  items: 1000,
  size: 256 * 1024,
  sizeOf: ({ name, text = '' }) => name.length + text.length,
};

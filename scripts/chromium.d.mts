import type { Browser } from 'playwright-core';

export declare function ensureChromium(): void;
export declare function launchChromium(): Promise<Browser>;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['halyard', 'Halyard'],
  ['unleash', 'Unleash'],
  ['growthbook', 'GrowthBook'],
  ['launchdarkly', 'LaunchDarkly'],
  ['powertools', 'Powertools for AWS Lambda'],
  ['flipper', 'Flipper'],
  ['microsoft', 'Microsoft’s feature management'],
]);

/** The name of a format for users. */
export function formatWords(format: string): string {
  return WORDS.get(format) ?? format;
}
